using System.Globalization;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Meta;

/// <summary>What a page says of its card in its head.</summary>
public sealed record CardMeta
{
    /// <summary>Longest alternative text, in UTF-16 code units: what X takes.</summary>
    private const int MaxAltLength = 420;

    /// <summary>The page's canonical path.</summary>
    public required string Path { get; init; }

    /// <summary>Absolute address of the page.</summary>
    public required string PageUrl { get; init; }

    /// <summary>Absolute address of the card, with its version; signed where the project asks for it.</summary>
    public required string Url { get; init; }

    /// <summary>The card's version, <see cref="CardPlan.Version"/>.</summary>
    public required string Version { get; init; }

    /// <summary>Width in px.</summary>
    public int Width { get; private init; } = Template.DefaultWidth;

    /// <summary>Height in px.</summary>
    public int Height { get; private init; } = Template.DefaultHeight;

    /// <summary>Media type of the card, or null where only drawing it will tell.</summary>
    public required string? Type { get; init; }

    /// <summary>What the card shows, for those who do not see it.</summary>
    public required string Alt { get; init; }

    /// <summary>Title of the page.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence about the page, or null.</summary>
    public required string? Description { get; init; }

    /// <summary>The tags for the page's head, each ready to be pasted.</summary>
    public IReadOnlyList<string> Tags => MetaTags.Of(this);

    /// <summary>What a plan of a page's card says.</summary>
    /// <param name="plan">The plan, made without a query.</param>
    /// <param name="path">The page.</param>
    /// <param name="publicUrl">What absolute addresses begin with, without a slash at its end.</param>
    /// <param name="secret">What the address is signed with, or null where it need not be signed.</param>
    internal static CardMeta Of(CardPlan plan, PagePath path, string publicUrl, SigningSecret? secret) => new()
    {
        Path = path.Canonical,
        PageUrl = plan.PageUrl,
        Url = publicUrl + Address(plan, path, secret),
        Version = plan.Version,
        Width = plan.Content.Own?.Width ?? Template.DefaultWidth,
        Height = plan.Content.Own?.Height ?? Template.DefaultHeight,
        Type = plan.Output.Format == ReturnType.Auto ? null : plan.FallbackFormat.ContentType(),
        Alt = Text.Cut(AltOf(plan.Content), MaxAltLength),
        Title = plan.Content.Title,
        Description = plan.Content.Description,
    };

    // The file name is for content delivery networks, which cache by extension.
    private static string Address(CardPlan plan, PagePath path, SigningSecret? secret)
    {
        var page = path.Segments.Count == 0 ? "" : path.Canonical;
        var signature = secret is null
            ? ""
            : $"{CardSignature.Parameter}={secret.Sign(CardSignature.Message(plan.Project.Id, path, []))}&";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/og/{plan.Project.Id:D}{page}/og.{plan.FallbackFormat.Extension()}?{signature}{CardSignature.VersionParameter}={plan.Version}");
    }

    private static string AltOf(CardContent content) => string.Equals(content.Title, content.SiteName, StringComparison.Ordinal)
        ? content.Title
        : $"{content.Title} – {content.SiteName}";
}
