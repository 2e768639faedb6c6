using System.Net.Http.Headers;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>How long an answer need not be asked for again.</summary>
/// <remarks>RFC 9111 section 4.2, within bounds of our own: a site that allows nothing is still not asked for every card.</remarks>
internal static class Freshness
{
    /// <summary>Where an answer says nothing.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromHours(1);

    /// <summary>At least, whatever an answer says.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>At most, whatever an answer says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Of something that could not be had; it may be back soon.</summary>
    public static readonly TimeSpan OfFailure = TimeSpan.FromMinutes(1);

    /// <summary>Of an answer that is no page; whoever keeps programs out does not want to be asked often.</summary>
    public static readonly TimeSpan OfRefusal = TimeSpan.FromMinutes(10);

    /// <summary>How long a good answer is fresh.</summary>
    public static TimeSpan Of(HttpResponseMessage response, DateTimeOffset now) => Within(Told(response, now) ?? Default);

    /// <summary>How long after an answer that is none the next one is asked for: as <c>Retry-After</c> says.</summary>
    public static TimeSpan AfterRefusal(HttpResponseMessage response, DateTimeOffset now)
    {
        var after = response.Headers.RetryAfter;
        return (after?.Delta ?? (after?.Date is { } date ? date - now : null)) is { } told ? Within(told) : OfRefusal;
    }

    private static TimeSpan? Told(HttpResponseMessage response, DateTimeOffset now)
    {
        var control = response.Headers.CacheControl;
        if (control is { NoStore: true } or { NoCache: true } || Told(control) is { Ticks: <= 0 })
        {
            return TimeSpan.Zero;
        }

        var age = response.Headers.Age ?? TimeSpan.Zero;
        return Told(control) is { } maxAge
            ? maxAge - age
            : response.Content.Headers.Expires is { } expires ? expires - (response.Headers.Date ?? now) - age : null;
    }

    // We keep for many, so what is said to shared caches comes first.
    private static TimeSpan? Told(CacheControlHeaderValue? control) => control?.SharedMaxAge ?? control?.MaxAge;

    private static TimeSpan Within(TimeSpan told) => told < Shortest ? Shortest : told > Longest ? Longest : told;
}
