namespace PearlIo.Application.Common;

/// <summary>
/// The database could not be asked: unreachable, refusing, or its file unusable. Says nothing about whether a row exists;
/// the message is safe for strangers, the cause is in <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>Makes the exception with its cause.</summary>
    public DatabaseUnavailableException(Exception innerException)
        : base("The database cannot be used at the moment.", innerException)
    {
    }
}
