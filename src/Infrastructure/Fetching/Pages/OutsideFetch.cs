using Microsoft.Extensions.Logging;
using PearlIo.Application.Pages;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Fetches what pages and pictures are made of: through the guard, in turns per host, with the validators of a copy that is there.</summary>
/// <param name="http">Fetches.</param>
/// <param name="turns">Turns per host.</param>
/// <param name="isDevelopment">Whether a project's own host may be this machine.</param>
/// <param name="logger">Where it is told why something could not be had.</param>
internal sealed partial class OutsideFetch(GuardedHttp http, HostTurns turns, bool isDevelopment, ILogger<OutsideFetch> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Fetches something.</summary>
    /// <param name="ask">What.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="fail">Makes an outcome of a cause (<see cref="PageCauses"/>).</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> RunAsync<T>(
        OutsideAsk ask, Func<FetchAnswer, CancellationToken, Task<T>> read, Func<string, T> fail, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(WebAddress.HostOf(ask.Address) ?? "", Longest, cancellationToken);
        if (turn is null)
        {
            return fail(PageCauses.Busy);
        }

        var request = new FetchRequest(ask.Address, _ => true, ask.MaxBytes, Longest)
        {
            IsCut = ask.IsCut,
            OwnSite = isDevelopment ? ask.Site : null,
            Headers = [.. HeadersOf(ask)],
        };
        try
        {
            return await http.SendAsync(request, read, cancellationToken);
        }
        catch (FetchException e)
        {
            LogNotFetched(e.InnerException, ask.Address);
            return fail(e.IsTimeout ? PageCauses.TooSlow : PageCauses.Unreachable);
        }
    }

    /// <summary>What to ask with next time, or null where the server gave nothing.</summary>
    public static Validators? ValidatorsOf(HttpResponseMessage response)
    {
        var tag = HeaderOf(response, "ETag");
        var modified = HeaderOf(response, "Last-Modified");
        return tag is null && modified is null ? null : new Validators(tag, modified);
    }

    /// <summary>A header as it was sent, or null.</summary>
    public static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;

    private static IEnumerable<(string Name, string Value)> HeadersOf(OutsideAsk ask)
    {
        yield return ("Accept", ask.Accept);
        if (ask.Known?.ETag is { } tag)
        {
            yield return ("If-None-Match", tag);
        }

        if (ask.Known?.LastModified is { } modified)
        {
            yield return ("If-Modified-Since", modified);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Address} could not be fetched")]
    private partial void LogNotFetched(Exception? exception, Uri address);
}

/// <summary>What to ask for.</summary>
/// <param name="Address">The address.</param>
/// <param name="Site">Address of the project that it is for.</param>
/// <param name="Known">The validators of the copy that is there, or null.</param>
/// <param name="Accept">The header <c>Accept</c>.</param>
/// <param name="MaxBytes">Most bytes of the body, decompressed.</param>
/// <param name="IsCut">Whether a longer body is cut, rather than refused.</param>
internal sealed record OutsideAsk(Uri Address, Uri? Site, Validators? Known, string Accept, long MaxBytes, bool IsCut);
