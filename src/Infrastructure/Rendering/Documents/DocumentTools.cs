using Microsoft.Extensions.Options;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Lays out and draws documents on the caller's thread. Fonts are opened with the first one, and stay open.</summary>
internal sealed class DocumentTools(IOptions<RenderingOptions> options) : IDocumentTools, IDisposable
{
    private static readonly TimeSpan LongestRender = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private DocumentDesk? _desk;

    /// <inheritdoc />
    public Result<DocumentBoxes> Measure(DocumentSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AtDesk<DocumentBoxes>(desk => LayOut(desk, source, new RenderBudget(LongestRender)) is var (page, error) && page is null
            ? RenderingFailures.DocumentInvalid(error!)
            : new DocumentBoxes(BoxList.Of(page.Document.Markup, page.Root), BoxList.LinesOf(page.Root), page.Warnings));
    }

    /// <inheritdoc />
    public Result<DocumentPicture> Draw(DocumentSource source, ImageFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AtDesk<DocumentPicture>(desk =>
        {
            var budget = new RenderBudget(LongestRender);
            var (page, error) = LayOut(desk, source, budget);
            if (page is null)
            {
                return RenderingFailures.DocumentInvalid(error!);
            }

            using var picture = new PixelBuffer(source.Width, source.Height);
            desk.Painter.Paint(page.Root, picture, desk.Pictures, budget);
            return new DocumentPicture(desk.Encoder.Encode(picture, CardEncoder.Exactly(format), int.MaxValue).Bytes, page.Warnings);
        });
    }

    public void Dispose() => _desk?.Dispose();

    private static (Page? Page, string? Error) LayOut(DocumentDesk desk, DocumentSource source, RenderBudget budget)
    {
        desk.Shaper.Begin();
        var pictures = new KnownPictures(desk.Pictures);
        var environment = new StyleEnvironment { ViewportWidth = source.Width, ViewportHeight = source.Height, Pictures = pictures };
        var document = StyledDocument.Parse(Placeholders.Fill(source.Html, source.Variables), environment);
        if (document.Error is { } error)
        {
            return (null, error.ToString());
        }

        var root = LayoutEngine.Layout(document.Root, source.Width, source.Height, desk.Shaper, budget);
        return (new Page(document, root, [.. document.Problems.Select(problem => problem.ToString()), .. pictures.Warnings]), null);
    }

    /// <summary>A document that nobody thought of must not keep others from being laid out.</summary>
    private Result<T> AtDesk<T>(Func<DocumentDesk, Result<T>> work)
    {
        lock (_gate)
        {
            _desk ??= new DocumentDesk(options.Value.FontPath);
            try
            {
                return work(_desk);
            }
            catch (RenderTooLongException e)
            {
                return RenderingFailures.DocumentInvalid(e.Message);
            }
        }
    }

    private sealed record Page(StyledDocument Document, LayoutBox Root, IReadOnlyList<string> Warnings);
}
