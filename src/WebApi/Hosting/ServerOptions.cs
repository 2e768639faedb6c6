using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Serilog.Events;

namespace PearlIo.WebApi.Hosting;

/// <summary>Where and how the program listens.</summary>
internal sealed class ServerOptions
{
    /// <summary>Shortest <see cref="AdminKey"/>, in characters.</summary>
    public const int MinAdminKeyLength = 32;

    /// <summary>Address to listen on: <c>localhost</c>, an IP address, or <c>*</c> for all; loopback in Development, all in Production by default.</summary>
    public string? Host { get; set; }

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public string Port { get; set; } = "3000";

    /// <summary>Own port of the metrics, or null.</summary>
    public string? MetricsPort { get; set; }

    /// <summary>Smallest level that is logged.</summary>
    public string LogLevel { get; set; } = "Information";

    /// <summary>A key of the default tenant with every scope, or null where keys are in the database only.</summary>
    public string? AdminKey { get; set; }

    /// <summary>What absolute addresses of cards begin with, such as <c>https://cards.acme.dev</c>, or null where nobody has said it.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Reads the plain names that hosting platforms use.</summary>
    public static void Bind(ServerOptions options, IConfiguration configuration)
    {
        options.Host = Read(configuration, "HOST") ?? options.Host;
        options.Port = Read(configuration, "PORT") ?? options.Port;
        options.MetricsPort = Read(configuration, "METRICS_PORT") ?? options.MetricsPort;
        options.LogLevel = Read(configuration, "LOG_LEVEL") ?? options.LogLevel;
        options.AdminKey = Read(configuration, "ADMIN_KEY") ?? options.AdminKey;
        options.PublicUrl = Read(configuration, "PUBLIC_URL") ?? options.PublicUrl;
    }

    /// <summary>The address to listen on.</summary>
    /// <exception cref="FormatException"><see cref="Host"/> is no address; validation has refused it.</exception>
    public IPAddress Address(bool production) => Host switch
    {
        null => production ? IPAddress.IPv6Any : IPAddress.Loopback,
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        _ => IPAddress.Parse(Host.Trim('[', ']')),
    };

    /// <summary>Reads a port.</summary>
    public static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 0 and <= 65535;

    /// <summary>Reads a level by the names of both Microsoft's and Serilog's loggers.</summary>
    public static bool TryReadLevel(string text, out LogEventLevel level)
    {
        var name = text.ToUpperInvariant() switch
        {
            "TRACE" => nameof(LogEventLevel.Verbose),
            "CRITICAL" => nameof(LogEventLevel.Fatal),
            "INFO" => nameof(LogEventLevel.Information),
            "WARN" => nameof(LogEventLevel.Warning),
            _ => text,
        };
        return Enum.TryParse(name, ignoreCase: true, out level) && Enum.IsDefined(level) && !char.IsDigit(name[0]);
    }

    private static string? Read(IConfiguration configuration, string name) =>
        string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name]!.Trim();
}

/// <summary>Names every setting that is wrong.</summary>
internal sealed class ServerOptionsValidator(IHostEnvironment environment) : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        List<string> failures = [.. Failures(options, environment.IsProduction())];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ServerOptions options, bool production)
    {
        if (!ServerOptions.TryReadPort(options.Port, out _))
        {
            yield return $"PORT is '{options.Port}' and must be a number from 0 to 65535.";
        }

        if (options.MetricsPort is not null && !ServerOptions.TryReadPort(options.MetricsPort, out _))
        {
            yield return $"METRICS_PORT is '{options.MetricsPort}' and must be a number from 0 to 65535.";
        }

        if (!ServerOptions.TryReadLevel(options.LogLevel, out _))
        {
            yield return $"LOG_LEVEL is '{options.LogLevel}' and must be Trace, Debug, Information, Warning, Error or Critical.";
        }

        if (options.Host is not (null or "localhost" or "*") && !IPAddress.TryParse(options.Host.Trim('[', ']'), out _))
        {
            yield return $"HOST is '{options.Host}' and must be localhost, an IP address, or * for all addresses.";
        }
        else if (!production && !IPAddress.IsLoopback(options.Address(production)))
        {
            yield return "HOST may be loopback only outside Production, where the management API is open. Set ASPNETCORE_ENVIRONMENT=Production to listen elsewhere.";
        }

        if (options.PublicUrl is not null && !PublicAddress.IsUsable(options.PublicUrl))
        {
            yield return "PUBLIC_URL must be an absolute address such as https://cards.acme.dev, without a query, a fragment or a user.";
        }

        if (options.AdminKey is { Length: < ServerOptions.MinAdminKeyLength })
        {
            yield return $"ADMIN_KEY must have at least {ServerOptions.MinAdminKeyLength} characters that nobody can guess: it opens the whole management API. Leave it out to use keys made by 'pearl keys create --admin' only.";
        }
    }
}
