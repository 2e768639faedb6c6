namespace PearlIo.WebApi.Hosting;

/// <summary>Says where the server listens and what to try next.</summary>
internal sealed partial class StartUpLines(ILogger<StartUpLines> logger)
{
    /// <summary>Writes a line per address.</summary>
    public void Write(IEnumerable<string> addresses)
    {
        var sinceStart = (DateTime.UtcNow - System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds;
        foreach (var address in addresses)
        {
            LogListening(address, (long)sinceStart);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening at {Address}, {Ms} ms after the process started; /docs describes the API")]
    private partial void LogListening(string address, long ms);
}
