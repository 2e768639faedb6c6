namespace PearlIo.WebApi.Commands;

/// <summary>HTML documents that the command line names.</summary>
internal static class DocumentFile
{
    /// <summary>Reads a document.</summary>
    /// <returns>The document, or why it cannot be read.</returns>
    public static async Task<(string? Html, string? Error)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Says on standard error what in a document is not supported.</summary>
    public static async Task WarnAsync(string file, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            await Console.Error.WriteLineAsync($"{file}:{warning}");
        }
    }
}
