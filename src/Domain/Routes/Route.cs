namespace PearlIo.Domain.Routes;

/// <summary>How the cards of all pages whose path matches a pattern are made.</summary>
public sealed record Route
{
    /// <summary>Longest pattern, in characters (Unicode scalar values).</summary>
    public const int MaxPathLength = 512;

    /// <summary>Bytes that a card may have when nobody says otherwise: what WhatsApp shows reliably.</summary>
    public const int DefaultByteBudget = 300_000;

    /// <summary>Smallest budget that may be asked for, in bytes.</summary>
    public const int MinByteBudget = 20_000;

    /// <summary>Largest budget that may be asked for, in bytes: under the 5 MB that X takes.</summary>
    public const int MaxByteBudget = 5_000_000;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the route.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project that the route belongs to.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The pattern as its author wrote it, at most 512 characters.</summary>
    public required string Path { get; init; }

    /// <summary>The pattern without the names of its variables: two routes of a project never share it.</summary>
    public required string PathShape { get; init; }

    /// <summary>The picture format of the cards.</summary>
    public required ReturnType ReturnType { get; init; }

    /// <summary>Seconds that a card stays fresh, 0 (never kept) to a year.</summary>
    public required int CacheDuration { get; init; }

    /// <summary>Template, <c>name</c> or <c>name@version</c>, or null for the project's.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's variables by name; <c>{name}</c> in a value stands for that part of the page's path.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of the query parameters that an unsigned request may set.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Where variables come from that nobody gave, or null for the default.</summary>
    public RouteSource? Source { get; init; }

    /// <summary>Bytes that a card of this route may have at most.</summary>
    public required int ByteBudget { get; init; }

    /// <summary>When the route was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the route was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts changes of the route from 1; its entity tag.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Counts removals of the route's cards: each gives its cards new addresses.</summary>
    public long Removals { get; init; }
}

/// <summary>The picture format that a route's cards are answered in.</summary>
public enum ReturnType
{
    /// <summary>PNG, always.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    Webp,

    /// <summary>PNG where it fits the byte budget, else JPEG.</summary>
    Auto,
}

/// <summary>Where the variables of a card come from that neither the request nor the route gives.</summary>
public enum RouteSource
{
    /// <summary>The page's own metadata.</summary>
    Page,

    /// <summary>Nowhere else: the page is never read.</summary>
    None,
}
