namespace PearlIo.Domain.Jobs;

/// <summary>Work in the background that a caller asked for.</summary>
public sealed record Job
{
    /// <summary>Failures that the report names; further ones are counted only.</summary>
    public const int MaxReported = 100;

    /// <summary>How long a finished job can be asked for.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that it is for.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project whose cards it is about.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>What is done.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>How many things there are to do, or null while that is not known.</summary>
    public int? Total { get; init; }

    /// <summary>How many of them are done.</summary>
    public int Done { get; init; }

    /// <summary>How many of them failed.</summary>
    public int Failed { get; init; }

    /// <summary>What failed and why, the first <see cref="MaxReported"/>.</summary>
    public IReadOnlyList<JobFailure> Report { get; init; } = [];

    /// <summary>Why the whole job failed, or null.</summary>
    public string? Cause { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something of it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Draws cards before anybody asks for them.</summary>
    Warm,
}

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Nobody has begun.</summary>
    Queued,

    /// <summary>It is worked on, or was begun and goes on soon.</summary>
    Running,

    /// <summary>All is done that could be; the report tells what could not.</summary>
    Done,

    /// <summary>It could not be done at all; the cause tells why.</summary>
    Failed,

    /// <summary>A caller cancelled it; what was done until then stays.</summary>
    Cancelled,
}

/// <summary>What of a job failed.</summary>
/// <param name="Path">The page, or the address of a sitemap that an index names.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">Why, safe for strangers.</param>
public sealed record JobFailure(string Path, string Code, string Message);
