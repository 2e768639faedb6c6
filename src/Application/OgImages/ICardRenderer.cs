using System.Collections.Frozen;
using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.OgImages;

/// <summary>Draws cards on a bounded set of render threads.</summary>
public interface ICardRenderer
{
    /// <summary>
    /// Changes whenever the same content would give other pixels: version of the layout, and of the fonts used. Part of
    /// every cache key.
    /// </summary>
    string Version { get; }

    /// <summary>Names of the templates that come with the program; the first is the default.</summary>
    IReadOnlyList<string> Templates { get; }

    /// <summary>Addresses of the pictures that a card shows and does not bring along: those of its variables and those that its template names.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="html">HTML of a template that is kept nowhere, in place of the one that the content names, or null.</param>
    Task<IReadOnlyList<string>> PicturesOfAsync(CardContent content, string? html = null);

    /// <summary>Draws and encodes a card in its template's size. The same input always gives the same bytes.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="output">How it is encoded.</param>
    /// <param name="order">Whose turn it is.</param>
    /// <param name="cancellationToken">Takes it out of the queue; what has begun is finished.</param>
    /// <returns>The card, or a <see cref="FailureKind.TooBusy"/> failure where the queue is full.</returns>
    Task<Result<RenderedCard>> RenderAsync(CardContent content, CardOutput output, RenderOrder order, CancellationToken cancellationToken);

    /// <summary>Draws and encodes a card that is kept nowhere.</summary>
    /// <param name="preview">What it says, and in which size.</param>
    /// <param name="output">How it is encoded.</param>
    /// <param name="order">Whose turn it is.</param>
    /// <param name="cancellationToken">Takes it out of the queue; what has begun is finished.</param>
    /// <returns>The card, or a failure as of <see cref="RenderAsync"/>.</returns>
    Task<Result<RenderedCard>> RenderPreviewAsync(CardPreview preview, CardOutput output, RenderOrder order, CancellationToken cancellationToken);

    /// <summary>Draws a small picture that says one sentence, for answers that have no card to show.</summary>
    /// <returns>The picture, or a <see cref="FailureKind.TooBusy"/> failure where the queue is full.</returns>
    Task<Result<RenderedCard>> RenderNoticeAsync(string sentence, ImageFormat format, CancellationToken cancellationToken);
}

/// <summary>What a card says and in which colours.</summary>
public sealed record CardContent
{
    /// <summary>Name of the template: one of <see cref="ICardRenderer.Templates"/>, or that of <see cref="Own"/>.</summary>
    public required string Template { get; init; }

    /// <summary>The version of the tenant's own template, or null for one that comes with the program.</summary>
    public ResolvedTemplate? Own { get; init; }

    /// <summary>The headline; may be empty, and of any length.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence or two below the title, or null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Name of the site.</summary>
    public required string SiteName { get; init; }

    /// <summary>The page's address as people read it, such as <c>acme.dev/blog/hello</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Values of the template's other variables by name, as text; absent ones have their defaults.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Hashes of the files of its pictures, by address, as far as they are known.</summary>
    public IReadOnlyDictionary<string, Sha256Hash> PictureHashes { get; init; } = FrozenDictionary<string, Sha256Hash>.Empty;

    /// <summary>Its pictures by address as it stands in the template or in a variable; others are left out.</summary>
    public IReadOnlyDictionary<string, CardPicture> Pictures { get; init; } = FrozenDictionary<string, CardPicture>.Empty;

    /// <summary>Values of custom properties: <c>--brand</c>, <c>--ink</c>, <c>--paper</c>, each <c>#rgb</c> or <c>#rrggbb</c>; absent ones have defaults.</summary>
    public IReadOnlyDictionary<string, string> Theme { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A card to look at once.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Html">HTML of a template that is kept nowhere, in place of the one that the content names, or null.</param>
/// <param name="Width">Width in px.</param>
/// <param name="Height">Height in px.</param>
public sealed record CardPreview(CardContent Content, string? Html, int Width, int Height)
{
    /// <summary>The fonts of the tenant's own that <see cref="Html"/> names.</summary>
    public IReadOnlyList<Font> Fonts { get; init; } = [];
}

/// <summary>Whose turn a render is.</summary>
/// <param name="TenantId">Tenants take turns; while another waits, none has more than half of the threads.</param>
/// <param name="IsAhead">Whether nobody waits for it: such renders have at most a quarter of the threads, or one.</param>
public readonly record struct RenderOrder(Guid TenantId, bool IsAhead = false);

/// <summary>How a card is encoded.</summary>
/// <param name="Format">The format asked for.</param>
/// <param name="ByteBudget">Bytes that the card may have at most.</param>
public sealed record CardOutput(ReturnType Format, int ByteBudget);

/// <summary>A drawn card.</summary>
public sealed record RenderedCard
{
    /// <summary>The encoded picture.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Format of the bytes.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Width in px.</summary>
    public required int Width { get; init; }

    /// <summary>Height in px.</summary>
    public required int Height { get; init; }

    /// <summary>Milliseconds spent laying out and painting.</summary>
    public required double DrawMs { get; init; }

    /// <summary>Milliseconds spent encoding.</summary>
    public required double EncodeMs { get; init; }

    /// <summary>How it was encoded to keep its bytes, such as <c>jpeg quality 50</c>.</summary>
    public string Encoding { get; init; } = string.Empty;

    /// <summary>How many characters no font had; they are drawn as nothing.</summary>
    public int MissingGlyphs { get; init; }

    /// <summary>The first different ones of them as Unicode names code points, such as <c>U+0378</c>; 16 at most.</summary>
    public IReadOnlyList<string> MissingCharacters { get; init; } = [];
}
