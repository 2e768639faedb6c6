using PearlIo.Domain.Tenants;

namespace PearlIo.Infrastructure.Copying;

/// <summary>A table that is copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which of its rows, as a condition, or null for all.</param>
/// <param name="OwnRows">Which rows the target's own migrations put in, as a condition, or null for none.</param>
/// <param name="ImageId">The column with the image whose bytes must have arrived, or null where a row needs none.</param>
internal sealed record CopyTable(string Name, string? Filter = null, string? OwnRows = null, string? ImageId = null)
{
    /// <summary>The one whose rows own the objects in the store.</summary>
    public const string Images = "cached_images";

    /// <summary>All of them, each behind those that its rows refer to.</summary>
    public static IReadOnlyList<CopyTable> All { get; } =
    [
        new("tenants", OwnRows: $"id = '{Tenant.DefaultId:D}'"),
        new("projects"),
        new("routes"),
        new("pages"),
        new("fetched_sources"),
        new("signing_keys"),
        new("templates"),
        new("template_versions"),
        new("fonts"),
        new("assets"),
        new(Images, ImageId: "id"),
        new("cards", Filter: "exists (select 1 from cached_images i where i.id = cards.image_id)", ImageId: "image_id"),
        new("jobs"),
        new("doomed_objects"),
        new("api_keys"),
        new("audit_log", OwnRows: "action like 'migrations.%'"),
        new("image_views"),
        new("render_stats"),
        new("usage_daily"),
    ];

    /// <summary>The tables that hold nothing of the user's, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotCopied { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["breaking_steps"] = "the target's own migrations fill it",
        ["render_leases"] = "what the source draws just now is not drawn by the target",
        ["view_batches"] = "what the source counts just now is written by the source",
        ["statistics_refresh"] = "PostgreSQL's note of its last refresh, which the copy ends with",
    };
}
