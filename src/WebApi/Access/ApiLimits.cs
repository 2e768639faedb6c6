using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Access;

/// <summary>
/// How often the management API may be asked, per replica: by each key, and by each address for all that has no valid key. Says how the
/// asker stands by the fields of draft-ietf-httpapi-ratelimit-headers-10. Cards are never limited so.
/// </summary>
internal sealed class ApiLimits
{
    /// <summary>Says what is left, and when there is more.</summary>
    public const string Header = "RateLimit";

    /// <summary>Says how much there is in which time.</summary>
    public const string PolicyHeader = "RateLimit-Policy";

    /// <summary>What stands for a key that was not looked up, for its address has tried too many.</summary>
    public static readonly Failure NotLookedUp = new(FailureKind.Unauthenticated, "request.too_many", "Too many requests without a valid key came from this address.");

    // Whoever has one address of version 6 has all that begin with the same 64 bits.
    private const int NetworkBytes = 8;

    private readonly int _keyRate;
    private readonly int _addressRate;
    private readonly TokenBuckets<string>? _keys;
    private readonly TokenBuckets<IPAddress>? _addresses;
    private readonly Counter<long> _refused;

    /// <summary>Begins with nobody having asked.</summary>
    public ApiLimits(IOptions<AccessOptions> options, TimeProvider clock, IMeterFactory meters)
    {
        (_keyRate, _addressRate) = (options.Value.KeyRatePerMinute, options.Value.AddressRatePerMinute);
        _keys = _keyRate > 0 ? new TokenBuckets<string>(_keyRate, clock) : null;
        _addresses = _addressRate > 0 ? new TokenBuckets<IPAddress>(_addressRate, clock) : null;
        _refused = meters.Create("PearlIo").CreateCounter<long>("pearl_api_refused_total", description: "Requests of the API that were refused as too many, by whose they were.");
    }

    /// <summary>
    /// Whether a key may be looked up: somebody who tries many must not cost the database a query each. A key that was used lately may
    /// always, whoever else has the same address.
    /// </summary>
    public bool MayLookUp(HttpContext context, string key) =>
        _addresses is null
        || _addresses.Look(NetworkOf(context)).IsTaken
        || (KeyToken.TryParse(key, out var token) && _keys?.Knows(KeyToken.FormatId(token.Id)) != false);

    /// <summary>Counts a request, of a key or, without a caller, of its address, and answers it where it is one too many.</summary>
    /// <returns>Whether the request was refused; the answer is written then.</returns>
    public async ValueTask<bool> RefusesAsync(HttpContext context, Result<Caller> found)
    {
        var (name, rate, take) = found.TryGetValue(out var caller, out var failure)
            ? ("key", _keyRate, _keys?.Take(caller.Actor))
            : ("address", _addressRate, _addresses?.Take(NetworkOf(context)));
        if (take is not { } taken)
        {
            return false;
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(taken.UntilNext.TotalSeconds));
        Tell(context.Response, name, rate, taken.Left, seconds);
        if (taken.IsTaken && failure != NotLookedUp)
        {
            return false;
        }

        await RefuseAsync(context, name, rate, seconds);
        return true;
    }

    private async Task RefuseAsync(HttpContext context, string name, int rate, int seconds)
    {
        _refused.Add(1, KeyValuePair.Create<string, object?>("by", name));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var who = name is "key" ? "This key" : "This address, without a valid key,";
        await Problems.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            NotLookedUp.Code,
            string.Create(CultureInfo.InvariantCulture, $"{who} has used its {rate} requests a minute. Try again in {seconds} s, and ask for more at once: lists have up to 200 items, pages are told by the thousand."));
    }

    // Whoever handles an exception clears what was set before the answer begins.
    private static void Tell(HttpResponse response, string name, int rate, int left, int seconds) => response.OnStarting(() =>
    {
        response.Headers[PolicyHeader] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={rate};w=60");
        response.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={seconds}");
        return Task.CompletedTask;
    });

    private static IPAddress NetworkOf(HttpContext context)
    {
        var address = ClientAddress.Of(context) ?? IPAddress.None;
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
