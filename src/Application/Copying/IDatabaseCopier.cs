namespace PearlIo.Application.Copying;

/// <summary>Copies an embedded database to a PostgreSQL one. A copy that was cut off goes on where it stopped when it is run again.</summary>
public interface IDatabaseCopier
{
    /// <summary>Copies, and then compares both sides.</summary>
    /// <param name="request">What to copy; the source is only read.</param>
    /// <param name="progress">Is told where each table begins, and after each batch.</param>
    /// <param name="cancellationToken">Stops between two rows; what was reported stays copied.</param>
    /// <exception cref="CopyException">It cannot be done; the message says what to do.</exception>
    Task<CopyReport> CopyAsync(CopyRequest request, IProgress<CopyProgress> progress, CancellationToken cancellationToken);
}

/// <summary>What to copy.</summary>
/// <param name="From"><c>sqlite:PATH</c>.</param>
/// <param name="To"><c>postgresql://...</c>: an empty database, of a role that may make tables in it. Holds the password: never log it.</param>
/// <param name="Stores">Where the cards' bytes are and where they go, or null to leave the cards out.</param>
public sealed record CopyRequest(string From, string To, CopyStores? Stores);

/// <summary>Two stores, of which one may be <see cref="Bucket"/>; cards are copied only together with their bytes.</summary>
/// <param name="From">Folder of the one to read.</param>
/// <param name="To">Folder of the one to write, made if missing.</param>
public sealed record CopyStores(string From, string To)
{
    /// <summary>Stands for the bucket that the settings name.</summary>
    public const string Bucket = "s3";
}

/// <summary>How far a table is.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Done">Rows so far, those of a copy that was cut off included.</param>
/// <param name="Total">Rows that the source has.</param>
public sealed record CopyProgress(string Table, long Done, long Total);

/// <summary>What both sides had at the end.</summary>
/// <param name="Tables">The tables that were copied.</param>
/// <param name="LeftOut">Tables of cards that were not, because no stores were named.</param>
public sealed record CopyReport(IReadOnlyList<CopiedTable> Tables, IReadOnlyList<string> LeftOut)
{
    /// <summary>Whether all tables are the same on both sides.</summary>
    public bool IsSame => Tables.All(t => t.IsSame);
}

/// <summary>One table on both sides.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SourceRows">Rows that were to be copied.</param>
/// <param name="TargetRows">Rows that the target has.</param>
/// <param name="IsSame">Whether count and hash over all rows agree.</param>
/// <param name="WithoutObject">Rows of the source that were left out, because the store lacks their bytes or has others.</param>
public sealed record CopiedTable(string Name, long SourceRows, long TargetRows, bool IsSame, long WithoutObject);

/// <summary>A copy that cannot be made; the message says what to do.</summary>
public sealed class CopyException : Exception
{
    /// <summary>Makes the exception.</summary>
    public CopyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public CopyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
