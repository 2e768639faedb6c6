using System.Globalization;
using Microsoft.Extensions.Primitives;
using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.OgImages;

/// <summary>How long others may keep an answer: values of <c>Cache-Control</c> (RFC 9111 section 5.2, RFC 5861, RFC 8246).</summary>
internal static class CardLifetime
{
    /// <summary>A picture that stands in for a card, or a card that is due: a new one is on its way.</summary>
    public static readonly StringValues Short = Public(30);

    /// <summary>A card that nobody may keep.</summary>
    public static readonly StringValues NoStore = "no-store";

    /// <summary>Most seconds that others may keep an address without a version: a change shows within minutes.</summary>
    private const int MaxAge = 300;

    /// <summary>The current version: what the address answers never changes.</summary>
    private static readonly StringValues Immutable = "public, max-age=31536000, immutable";

    /// <summary>An address with a version that is not the current one.</summary>
    private static readonly StringValues Other = Public(60);

    private static readonly StringValues[] Fresh = [.. Enumerable.Range(0, MaxAge + 1).Select(Lasting)];

    /// <summary>The value for a card.</summary>
    public static StringValues Of(OgImage image, AskedVersion version, DateTimeOffset now)
    {
        if (image.Outcome is CardOutcome.Stale or CardOutcome.Fallback)
        {
            return Short;
        }

        if (image.FreshUntil is not { } due)
        {
            return NoStore;
        }

        return version switch
        {
            AskedVersion.Current when !image.IsProvisional => Immutable,
            AskedVersion.Other => Other,
            _ => Fresh[(int)Math.Clamp((due - now).TotalSeconds, 0, MaxAge)],
        };
    }

    /// <summary>
    /// The value of <c>Age</c>, seconds since the card was drawn, where the lifetime is counted from then; else null, for a card
    /// that was just found to be right is fresh from now on.
    /// </summary>
    public static string? Age(OgImage image, AskedVersion version, DateTimeOffset now) =>
        version is AskedVersion.Current && image is { IsProvisional: false, FreshUntil: not null, Outcome: not (CardOutcome.Stale or CardOutcome.Fallback) }
            ? Math.Max(0, (long)(now - image.CreatedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : null;

    private static StringValues Public(int seconds) => string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}");

    private static StringValues Lasting(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}, stale-while-revalidate=86400, stale-if-error=604800");
}
