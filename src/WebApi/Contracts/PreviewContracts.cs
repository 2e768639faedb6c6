using PearlIo.Application.Templates;
using PearlIo.Domain.Routes;

namespace PearlIo.WebApi.Contracts;

/// <summary>A card to look at once.</summary>
internal sealed record PreviewBody
{
    /// <summary>Template: a built-in one or your own, by `name` or `name@3`, drafts too; the default one where neither it nor `html` is given.</summary>
    public string? Template { get; init; }

    /// <summary>HTML of a template that is kept nowhere, in place of a name.</summary>
    public string? Html { get; init; }

    /// <summary>Values of the template's variables; those that are not given have their examples, an empty one its default.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Colours of the template: `--brand`, `--ink`, `--paper`, each `#rgb` or `#rrggbb`.</summary>
    public IReadOnlyDictionary<string, string>? Theme { get; init; }

    /// <summary>Width in px, 16-4096; the template's by default. Width times height is at most 4000000.</summary>
    public int? Width { get; init; }

    /// <summary>Height in px, 16-4096; the template's by default.</summary>
    public int? Height { get; init; }

    /// <summary>Format of the picture; png by default.</summary>
    public ReturnType? Format { get; init; }

    /// <summary>The same for the application.</summary>
    public PreviewCard ToRequest() => new(Template, Html, Variables, Theme, Width, Height, Format);
}
