using PearlIo.Domain.CachedImages;

namespace PearlIo.Domain.Fonts;

/// <summary>A font of a tenant's own, which never changes; its bytes are kept beside it.</summary>
public sealed record Font
{
    /// <summary>Most fonts that a tenant has.</summary>
    public const int MaxCount = 64;

    /// <summary>Most bytes of an uploaded file.</summary>
    public const int MaxFileBytes = 10 * 1024 * 1024;

    /// <summary>Most bytes that the fonts of a tenant take, unpacked as they are kept.</summary>
    public const long MaxTotalBytes = 128L * 1024 * 1024;

    /// <summary>Longest name of a family, in characters.</summary>
    public const int MaxFamilyLength = 100;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the font.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>What templates call it (<c>font-family</c>), in whatever case; several weights and styles share it.</summary>
    public required string Family { get; init; }

    /// <summary>Smallest weight that it has, 1 to 1000.</summary>
    public required int MinWeight { get; init; }

    /// <summary>Largest weight that it has; the same for a font that does not vary.</summary>
    public required int MaxWeight { get; init; }

    /// <summary>Whether it is italic or oblique.</summary>
    public required bool IsItalic { get; init; }

    /// <summary>What it was uploaded as: <c>ttf</c>, <c>otf</c>, <c>woff</c> or <c>woff2</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Of its bytes as they are kept.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>How many bytes are kept.</summary>
    public required int ByteSize { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The one text of those that name the same family: CSS compares them without case.</summary>
    public string FamilyKey => KeyOf(Family);

    /// <inheritdoc cref="FamilyKey" />
    public static string KeyOf(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return family.ToLowerInvariant();
    }
}
