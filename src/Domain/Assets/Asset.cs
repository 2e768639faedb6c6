using PearlIo.Domain.CachedImages;

namespace PearlIo.Domain.Assets;

/// <summary>A picture of a tenant's own, which cards show by its name; its bytes are kept beside it.</summary>
public sealed record Asset
{
    /// <summary>Most assets that a tenant has.</summary>
    public const int MaxCount = 200;

    /// <summary>Most bytes of an uploaded file.</summary>
    public const int MaxFileBytes = 5 * 1024 * 1024;

    /// <summary>Most bytes that the assets of a tenant take.</summary>
    public const long MaxTotalBytes = 128L * 1024 * 1024;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the asset.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>What templates and variables call it, behind <see cref="AssetAddress.Scheme"/>; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>What its bytes were found to be: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>, <c>ico</c> or <c>svg</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Width in px.</summary>
    public required int Width { get; init; }

    /// <summary>Height in px.</summary>
    public required int Height { get; init; }

    /// <summary>Of its bytes.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required int ByteSize { get; init; }

    /// <summary>When it was uploaded first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its bytes were replaced last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Raised with each replacement.</summary>
    public long Version { get; init; } = 1;
}
