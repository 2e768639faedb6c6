namespace PearlIo.Application.Migrations;

/// <summary>Brings the database's schema to a version. Safe with several starters at once: one migrates, the others wait.</summary>
public interface IDatabaseMigrator
{
    /// <summary>Applies every pending step, or those up to and including <paramref name="target"/>.</summary>
    /// <param name="target">Name or id of a step, or null for the newest.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <returns>What was applied, and what a newer program had applied before that this one can work with.</returns>
    /// <exception cref="MigrationException">The target is unknown, a newer program made a breaking step, or a step failed.</exception>
    Task<MigrationChange> UpAsync(string? target, CancellationToken cancellationToken);

    /// <summary>Takes back the newest step, or every step behind <paramref name="target"/>; <c>0</c> takes back all.</summary>
    /// <param name="target">Name or id of the step to end at, <c>0</c>, or null for one step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <returns>Ids of the steps taken back, in order.</returns>
    /// <exception cref="MigrationException">The target is unknown, the schema is newer than this program, or a step failed.</exception>
    Task<IReadOnlyList<string>> DownAsync(string? target, CancellationToken cancellationToken);

    /// <summary>Which steps are applied and which are not.</summary>
    Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>The SQL of all steps; on PostgreSQL it can be run on any earlier version, on SQLite on an empty database.</summary>
    /// <param name="idempotent">Whether it must be one that can be run again.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="MigrationException">It must be and the engine knows no such scripts.</exception>
    Task<string> GetScriptAsync(bool idempotent, CancellationToken cancellationToken);
}

/// <summary>What bringing a schema up did.</summary>
/// <param name="Applied">Ids of the steps applied just now, in order.</param>
/// <param name="Newer">Ids of steps of a newer program, none of them breaking; empty where the schema is this program's own.</param>
public sealed record MigrationChange(IReadOnlyList<string> Applied, IReadOnlyList<string> Newer);

/// <summary>State of a database's schema.</summary>
/// <param name="Applied">Ids of steps in the database that this program knows.</param>
/// <param name="Pending">Ids of steps that this program knows and the database lacks.</param>
/// <param name="Unknown">Ids of steps in the database that this program does not know: a newer program made them.</param>
/// <param name="Breaking">Those of the unknown ones that took away what older programs need.</param>
public sealed record MigrationStatus(
    IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown, IReadOnlyList<string> Breaking)
{
    /// <summary>Refuses a schema that this program cannot work with. Steps that only added to it are no reason.</summary>
    /// <exception cref="MigrationException">A newer program made a breaking step.</exception>
    public void RequireUsable()
    {
        if (Breaking.Count > 0)
        {
            throw new MigrationException(
                $"The schema is newer than this program, which cannot work with it since {string.Join(", ", Breaking)}. Run the newer program, or take its steps back with it: pearl migrate down {(Applied is [.., var last] ? last : "0")}");
        }
    }
}

/// <summary>A migration that cannot be done; the message says what to do.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Makes the exception.</summary>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public MigrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it may go well later without anybody doing anything: the database is away or out of places.</summary>
    public bool MayPass { get; init; }
}
