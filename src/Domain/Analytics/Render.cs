using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.Domain.Analytics;

/// <summary>A card that was drawn, as the statistics count it.</summary>
public sealed record Render
{
    /// <summary>The tenant that the project belongs to.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project whose page the card shows.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The route that won for the page, or null where none matched.</summary>
    public required Guid? RouteId { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Format of the bytes.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>Milliseconds that drawing and encoding took.</summary>
    public required double Ms { get; init; }

    /// <summary>Length of the bytes that were kept, or null where the card was answered only.</summary>
    public required int? KeptBytes { get; init; }

    /// <summary>The render of a card that is kept.</summary>
    public static Render Of(CachedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new Render
        {
            TenantId = image.TenantId,
            ProjectId = image.ProjectId,
            RouteId = image.RouteId,
            At = image.CreatedAt,
            Format = image.Format,
            Template = image.Template,
            Ms = image.RenderMs,
            KeptBytes = image.ByteSize,
        };
    }
}
