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

    /// <summary>Whether the database was not even asked, because it had not answered others before; the log has said why already.</summary>
    public bool WasNotAsked { get; private init; }

    /// <summary>Makes an exception for work that was not even tried.</summary>
    public static DatabaseUnavailableException NotAsked(string message) => new(message, innerException: null) { WasNotAsked = true };
}
