using System.Globalization;
using System.Text;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>A contact sheet of the built-in templates, each on dark and on light paper with its examples: itself a document of cards.</summary>
internal sealed class GallerySheet : IPictureSource, IDisposable
{
    private const int Columns = 4;
    private const int CardWidth = 480;
    private const int CardHeight = 252;
    private const int Gap = 24;
    private const string Scheme = "asset:card-";

    /// <summary>px.</summary>
    public const int Width = (Columns * CardWidth) + ((Columns + 1) * Gap);

    private static readonly string[] Brands =
        ["#6366f1", "#f97316", "#0ea5e9", "#ec4899", "#d97706", "#14b8a6", "#8b5cf6", "#ef4444", "#3b82f6", "#22c55e"];

    /// <summary>px.</summary>
    public static int Height => ((BuiltInTemplates.Names.Count * 2 / Columns) * (CardHeight + Gap)) + Gap;

    private readonly List<Picture> _cards = [];

    /// <summary>Draws the cards.</summary>
    /// <returns>The document of the sheet.</returns>
    public string Write(RenderWorkspace workspace)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><style>body{{margin:0;width:{Width}px;height:{Height}px;background:#d5d7de;padding:{Gap}px;box-sizing:border-box;display:flex;flex-wrap:wrap;gap:{Gap}px;align-content:flex-start}}img{{width:{CardWidth}px;height:{CardHeight}px;border-radius:10px}}</style><body>");
        for (var i = 0; i < BuiltInTemplates.Names.Count; i++)
        {
            foreach (var paper in (string?[])[null, "#ffffff"])
            {
                html.Append(CultureInfo.InvariantCulture, $"<img alt=\"\" src=\"{Scheme}{_cards.Count}\">");
                _cards.Add(Decode(Draw(workspace, BuiltInTemplates.Names[i], Brands[i % Brands.Length], paper)));
            }
        }

        return html.ToString();
    }

    /// <inheritdoc />
    public Picture? TryGet(string address)
        => address.StartsWith(Scheme, StringComparison.Ordinal)
            && int.TryParse(address.AsSpan(Scheme.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _cards.Count
            ? _cards[number]
            : null;

    public void Dispose()
    {
        foreach (var card in _cards)
        {
            card.Dispose();
        }
    }

    private static byte[] Draw(RenderWorkspace workspace, string name, string brand, string? paper)
    {
        var template = BuiltInTemplates.Find(name)!;
        var values = template.Front.Variables.ToDictionary(variable => variable.Name, variable => variable.Example, StringComparer.Ordinal);
        var theme = new Dictionary<string, string>(StringComparer.Ordinal) { ["--brand"] = brand };
        if (paper is not null)
        {
            theme["--paper"] = paper;
        }

        var budget = new RenderBudget(RenderBudget.Usual);
        var page = workspace.LayOut(
            template, values, CardTheme.Resolve(theme, name).ToCustomProperties(), template.Front.Width, template.Front.Height, budget);
        return workspace.Encode(workspace.Paint(page, budget), ReturnType.Png, int.MaxValue).Bytes;
    }

    private static Picture Decode(byte[] card)
    {
        var failure = PictureDecoder.Decode(card, out var picture);
        return picture ?? throw new InvalidOperationException($"A card of our own cannot be read: {failure}.");
    }
}
