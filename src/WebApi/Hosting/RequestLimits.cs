using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace PearlIo.WebApi.Hosting;

/// <summary>How large a request may be, and how slow whoever sends it or takes its answer.</summary>
internal sealed class RequestLimits
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Requests";

    /// <summary>Largest body, in bytes.</summary>
    public const long MaxBodyBytes = 1 << 20;

    /// <summary>Longest request line, in bytes: a page's path and a signed query.</summary>
    public const int MaxLineBytes = 8 * 1024;

    /// <summary>Most bytes of all header fields.</summary>
    public const int MaxHeaderBytes = 32 * 1024;

    /// <summary>Most header fields.</summary>
    public const int MaxHeaders = 100;

    // Kestrel looks once a second, and takes no shorter grace than that.
    private const int MinGraceSeconds = 2;
    private const int MaxSeconds = 3_600;
    private const int MaxRate = 1_000_000;
    private const int MaxConnectionCount = 1_000_000;

    /// <summary>Seconds within which all header fields must be there.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>Seconds within which a body must be there.</summary>
    public int BodySeconds { get; set; } = 30;

    /// <summary>Seconds for which a connection without a request is kept: longer than the balancers in front keep theirs, or they would send into closed ones.</summary>
    public int KeepAliveSeconds { get; set; } = 130;

    /// <summary>Bytes a second that a body must come with, and an answer be taken with.</summary>
    public int MinBytesPerSecond { get; set; } = 4_096;

    /// <summary>Seconds at the beginning for which a slower one is borne.</summary>
    public int GraceSeconds { get; set; } = 5;

    /// <summary>Connections at once; further ones are closed.</summary>
    public int Connections { get; set; } = 15_000;

    /// <summary>Reads the settings.</summary>
    public static void Bind(RequestLimits limits, IConfiguration configuration)
    {
        limits.HeaderSeconds = Read(configuration, nameof(HeaderSeconds)) ?? limits.HeaderSeconds;
        limits.BodySeconds = Read(configuration, nameof(BodySeconds)) ?? limits.BodySeconds;
        limits.KeepAliveSeconds = Read(configuration, nameof(KeepAliveSeconds)) ?? limits.KeepAliveSeconds;
        limits.MinBytesPerSecond = Read(configuration, nameof(MinBytesPerSecond)) ?? limits.MinBytesPerSecond;
        limits.GraceSeconds = Read(configuration, nameof(GraceSeconds)) ?? limits.GraceSeconds;
        limits.Connections = Read(configuration, nameof(Connections)) ?? limits.Connections;
    }

    /// <summary>Names every setting that is out of its bounds, with these.</summary>
    public static IEnumerable<(string Setting, int From, int To)> FindWrong(RequestLimits limits) =>
        new (string Name, int Value, int From, int To)[]
            {
                (nameof(HeaderSeconds), limits.HeaderSeconds, 1, MaxSeconds),
                (nameof(BodySeconds), limits.BodySeconds, 1, MaxSeconds),
                (nameof(KeepAliveSeconds), limits.KeepAliveSeconds, 1, MaxSeconds),
                (nameof(MinBytesPerSecond), limits.MinBytesPerSecond, 1, MaxRate),
                (nameof(GraceSeconds), limits.GraceSeconds, MinGraceSeconds, MaxSeconds),
                (nameof(Connections), limits.Connections, 1, MaxConnectionCount),
            }
            .Where(s => s.Value < s.From || s.Value > s.To)
            .Select(s => ($"{Section}:{s.Name}", s.From, s.To));

    /// <summary>Sets what Kestrel holds to, unless a setting is wrong.</summary>
    public void ApplyTo(KestrelServerLimits kestrel)
    {
        if (FindWrong(this).Any())
        {
            return;
        }

        var rate = new MinDataRate(MinBytesPerSecond, TimeSpan.FromSeconds(GraceSeconds));
        kestrel.MaxRequestBodySize = MaxBodyBytes;
        kestrel.MaxRequestLineSize = MaxLineBytes;
        kestrel.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.MaxRequestHeaderCount = MaxHeaders;
        kestrel.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds);
        kestrel.KeepAliveTimeout = TimeSpan.FromSeconds(KeepAliveSeconds);
        kestrel.MinRequestBodyDataRate = rate;
        kestrel.MinResponseDataRate = rate;
        kestrel.MaxConcurrentConnections = Connections;
    }

    private static int? Read(IConfiguration configuration, string name) => NumberSettings.ReadSmall(configuration, $"{Section}:{name}");
}

/// <summary>Names every setting that is wrong.</summary>
internal sealed class RequestLimitsValidator(IConfiguration configuration) : IValidateOptions<RequestLimits>
{
    public ValidateOptionsResult Validate(string? name, RequestLimits options)
    {
        List<string> failures = [.. RequestLimits.FindWrong(options).Select(wrong => NumberSettings.Refuse(
            configuration, wrong.Setting, string.Create(CultureInfo.InvariantCulture, $"a number from {wrong.From} to {wrong.To}")))];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
