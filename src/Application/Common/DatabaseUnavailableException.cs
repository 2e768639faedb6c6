namespace PearlIo.Application.Common;

/// <summary>The database could not be reached, or could not do its work; the message is safe for strangers.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    /// <summary>Makes the exception with its cause.</summary>
    public DatabaseUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
