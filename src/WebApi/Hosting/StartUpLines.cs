namespace PearlIo.WebApi.Hosting;

/// <summary>Says where the server listens and what to try next.</summary>
internal sealed partial class StartUpLines(ILogger<StartUpLines> logger)
{
    /// <summary>Writes a line per address.</summary>
    public void Write(IEnumerable<string> addresses, TimeSpan took)
    {
        foreach (var address in addresses)
        {
            LogListening(address, (long)took.TotalMilliseconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening at {Address}, ready in {Ms} ms; /docs describes the API")]
    private partial void LogListening(string address, long ms);
}
