using PearlIo.Application.Common;
using PearlIo.Domain.Jobs;

namespace PearlIo.Application.Jobs;

/// <summary>
/// Keeps jobs, and which process works on which: by a lease with an end, so that a process that dies holds no job up. A server's own clock
/// tells when that is, so that a process whose clock is wrong takes no job from another.
/// </summary>
public interface IJobRepository
{
    /// <summary>Adds a job.</summary>
    Task AddAsync(Job job, WarmUp input, CancellationToken cancellationToken);

    /// <summary>The job, or null where there is none with this id.</summary>
    Task<Job?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Cancels a job that has not ended; whoever works on it stops at its next step.</summary>
    /// <returns>Done, or NotFound where no such job is under way.</returns>
    Task<WriteOutcome> CancelAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The tenants with a job that nobody works on.</summary>
    Task<IReadOnlyList<Guid>> ListWaitingTenantsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes the caller's job that waited longest among those that nobody works on.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="now">The time.</param>
    /// <param name="lease">Time after which the lease ends unless it is renewed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<JobWork?> ClaimAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Writes down how far a job is.</summary>
    /// <param name="job">The job, changed now.</param>
    /// <param name="input">What it is to do, where that has become known; else null.</param>
    /// <param name="owner">Who works on it.</param>
    /// <param name="lease">Time after which the lease ends unless it is renewed, or null to give it back.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, or NotFound where the job was cancelled or taken by another, and must be left alone.</returns>
    Task<WriteOutcome> SaveAsync(Job job, WarmUp? input, Guid owner, TimeSpan? lease, CancellationToken cancellationToken);
}

/// <summary>What a warm-up is to do: pages that are listed, or those of a sitemap.</summary>
/// <param name="Paths">The pages, once they are known.</param>
/// <param name="Sitemap">Address of a sitemap, or null.</param>
/// <param name="Since">Pages that the sitemap says to have changed last before that are left out.</param>
public sealed record WarmUp(IReadOnlyList<string>? Paths, string? Sitemap, DateTimeOffset? Since)
{
    /// <summary>How many sitemaps of an index could not be read; each is one of the things to do, and one that failed.</summary>
    public int UnreadSitemaps { get; init; }
}

/// <summary>A job that was taken.</summary>
/// <param name="Job">The job.</param>
/// <param name="Input">What it is to do.</param>
public sealed record JobWork(Job Job, WarmUp Input);
