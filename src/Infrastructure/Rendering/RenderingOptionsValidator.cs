using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>Names every setting that cannot work.</summary>
internal sealed class RenderingOptionsValidator : IValidateOptions<RenderingOptions>
{
    private const int MaxThreads = 256;
    private const int MaxQueueLength = 100_000;

    public ValidateOptionsResult Validate(string? name, RenderingOptions options)
    {
        var failures = FindFailures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindFailures(RenderingOptions options)
    {
        if (options.Threads is < 1 or > MaxThreads)
        {
            yield return $"Rendering:Threads must be 1 to {MaxThreads}.";
        }

        if (options.QueueLength is < 1 or > MaxQueueLength)
        {
            yield return $"Rendering:QueueLength must be 1 to {MaxQueueLength}.";
        }

        if (string.IsNullOrWhiteSpace(options.FontPath))
        {
            yield return "Rendering:FontPath must name a folder.";
        }
    }
}
