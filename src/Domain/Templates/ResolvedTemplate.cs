using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Fonts;

namespace PearlIo.Domain.Templates;

/// <summary>The version of a tenant's template that a name stands for at the moment.</summary>
/// <param name="TenantId">The tenant that owns the template.</param>
/// <param name="TemplateId">The template.</param>
/// <param name="Name">The template's name, without a version.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="ContentHash">Of its HTML.</param>
/// <param name="Width">Width of its cards, in px.</param>
/// <param name="Height">Height of its cards, in px.</param>
public sealed record ResolvedTemplate(Guid TenantId, Guid TemplateId, string Name, int Version, Sha256Hash ContentHash, int Width, int Height)
{
    /// <summary>The fonts of the tenant's own that it names, oldest first.</summary>
    public IReadOnlyList<Font> Fonts { get; init; } = [];
}
