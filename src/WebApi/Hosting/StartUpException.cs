namespace PearlIo.WebApi.Hosting;

/// <summary>A start that cannot succeed; the message says what to do.</summary>
internal sealed class StartUpException : Exception
{
    public StartUpException(string message)
        : base(message)
    {
    }

    public StartUpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
