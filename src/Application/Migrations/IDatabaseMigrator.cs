namespace PearlIo.Application.Migrations;

/// <summary>Brings the database's schema to a version. Safe with several starters at once: one migrates, the others wait.</summary>
public interface IDatabaseMigrator
{
    /// <summary>Applies every pending step, or those up to and including <paramref name="target"/>.</summary>
    /// <param name="target">Name or id of a step, or null for the newest.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <returns>Ids of the steps applied, in order.</returns>
    /// <exception cref="MigrationException">The target is unknown, or the schema is newer than this program.</exception>
    Task<IReadOnlyList<string>> UpAsync(string? target, CancellationToken cancellationToken);

    /// <summary>Takes back the newest step, or every step behind <paramref name="target"/>; <c>0</c> takes back all.</summary>
    /// <param name="target">Name or id of the step to end at, <c>0</c>, or null for one step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <returns>Ids of the steps taken back, in order.</returns>
    /// <exception cref="MigrationException">The target is unknown, or the schema is newer than this program.</exception>
    Task<IReadOnlyList<string>> DownAsync(string? target, CancellationToken cancellationToken);

    /// <summary>Which steps are applied and which are not.</summary>
    Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>The SQL of all steps; on PostgreSQL it can be run on any earlier version, on SQLite on an empty database.</summary>
    Task<string> GetScriptAsync(CancellationToken cancellationToken);
}

/// <summary>State of a database's schema.</summary>
/// <param name="Applied">Ids of steps in the database that this program knows.</param>
/// <param name="Pending">Ids of steps that this program knows and the database lacks.</param>
/// <param name="Unknown">Ids of steps in the database that this program does not know: a newer program made them.</param>
public sealed record MigrationStatus(
    IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown);

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
