namespace PearlIo.Application.Common;

/// <summary>
/// The database could not be asked: unreachable, refusing, or its file unusable. Says nothing about whether a row exists;
/// the message is safe for strangers, the cause is in <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>Makes the exception with its cause.</summary>
    public DatabaseUnavailableException(Exception innerException)
        : this("The database cannot be used at the moment.", innerException)
    {
    }

    /// <summary>Makes the exception with its cause and what an operator can do about it.</summary>
    public DatabaseUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the database had not answered others before, so that the log has said why already.</summary>
    public bool IsKnown { get; init; }
}
