using System.Globalization;
using Microsoft.Extensions.Primitives;
using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.OgImages;

/// <summary>How long others may keep an answer: values of <c>Cache-Control</c> (RFC 9111 section 5.2, RFC 5861, RFC 8246).</summary>
internal static class CardLifetime
{
    /// <summary>A picture that stands in for a card, or a card that is due: a new one is on its way.</summary>
    public static readonly StringValues Short = Public(ShortSeconds);

    /// <summary>A card that nobody may keep.</summary>
    public static readonly StringValues NoStore = "no-store";

    /// <summary>Most seconds that others may keep an address without a version: a change shows within minutes.</summary>
    private const int MaxAge = 300;

    private const int ShortSeconds = 30;
    private const int OtherSeconds = 60;

    /// <summary>For how long others may use the current version, at most.</summary>
    private static readonly TimeSpan Year = TimeSpan.FromSeconds(31_536_000);

    /// <summary>For how long others may use an address without one, at most, stale or not.</summary>
    private static readonly TimeSpan LongestStale = TimeSpan.FromSeconds(604_800 + MaxAge);

    /// <summary>The current version: what the address answers never changes.</summary>
    private static readonly StringValues Immutable = "public, max-age=31536000, immutable";

    /// <summary>An address with a version that is not the current one.</summary>
    private static readonly StringValues Other = Public(OtherSeconds);

    private static readonly StringValues[] Fresh = [.. Enumerable.Range(0, MaxAge + 1).Select(Lasting)];

    /// <summary>The value for a card.</summary>
    /// <param name="image">The card.</param>
    /// <param name="version">How the version that was asked for stands to the card's.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">When the address itself ends to be good, such as a signature's end, or null.</param>
    public static StringValues Of(OgImage image, AskedVersion version, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (!IsShort(image) && image.FreshUntil is null)
        {
            return NoStore;
        }

        if (EndsEarlier(image, version, now, until))
        {
            var left = Math.Min(Longest(image, version, now), (long)(until!.Value - now).TotalSeconds);
            return string.Create(CultureInfo.InvariantCulture, $"public, max-age={left}, must-revalidate");
        }

        if (IsShort(image))
        {
            return Short;
        }

        if (IsForGood(image, version))
        {
            return Immutable;
        }

        return version is AskedVersion.Other ? Other : Fresh[Left(image, now)];
    }

    /// <summary>
    /// The value of <c>Age</c>, seconds since the card was drawn, where the lifetime is counted from then; else null, for a card
    /// that was just found to be right is fresh from now on.
    /// </summary>
    public static string? Age(OgImage image, AskedVersion version, DateTimeOffset now, DateTimeOffset? until = null) =>
        IsForGood(image, version) && !EndsEarlier(image, version, now, until)
            ? Math.Max(0, (long)(now - image.CreatedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : null;

    private static bool IsShort(OgImage image) => image.Outcome is CardOutcome.Stale or CardOutcome.Fallback;

    private static bool IsForGood(OgImage image, AskedVersion version) =>
        version is AskedVersion.Current && image is { IsProvisional: false, FreshUntil: not null } && !IsShort(image);

    // Nobody may use a card beyond the end of its address, not even as a stale one. What has ended already is answered as any other address.
    private static bool EndsEarlier(OgImage image, AskedVersion version, DateTimeOffset now, DateTimeOffset? until) =>
        until is { } end && end > now && end - now < (IsForGood(image, version) ? Year : LongestStale);

    private static long Longest(OgImage image, AskedVersion version, DateTimeOffset now)
    {
        if (IsShort(image))
        {
            return ShortSeconds;
        }

        if (IsForGood(image, version))
        {
            return long.MaxValue;
        }

        return version is AskedVersion.Other ? OtherSeconds : Left(image, now);
    }

    private static int Left(OgImage image, DateTimeOffset now) => (int)Math.Clamp((image.FreshUntil!.Value - now).TotalSeconds, 0, MaxAge);

    private static StringValues Public(int seconds) => string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}");

    private static StringValues Lasting(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}, stale-while-revalidate=86400, stale-if-error=604800");
}
