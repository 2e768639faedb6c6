using PearlIo.Domain.CachedImages;

namespace PearlIo.Domain.Templates;

/// <summary>A version of a template, which never changes; its HTML is kept beside it.</summary>
public sealed record TemplateVersion
{
    /// <summary>The tenant that owns the template.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The template.</summary>
    public required Guid TemplateId { get; init; }

    /// <summary>Counts the versions of the template from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Of the HTML in UTF-8.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>Width of its cards, in px.</summary>
    public required int Width { get; init; }

    /// <summary>Height of its cards, in px.</summary>
    public required int Height { get; init; }

    /// <summary>What it declares; where it declares nothing every variable is text.</summary>
    public required IReadOnlyList<TemplateVariable> Variables { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
