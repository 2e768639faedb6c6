using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Settings of the database; section <c>Database</c>, or the plain names, which win.</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// <c>DATABASE_URL</c>: <c>postgresql://user:password@host/database?...</c> or <c>sqlite:PATH</c>. Holds the password: never log it.
    /// </summary>
    public string Url { get; set; } = "sqlite:./data/pearl.db";

    /// <summary>
    /// <c>DIRECT_DATABASE_URL</c>: the address past a pooler, for migrations; null for Neon's host without <c>-pooler</c>, else
    /// <see cref="Url"/>. Holds the password: never log it.
    /// </summary>
    public string? DirectUrl { get; set; }

    /// <summary><c>MIGRATE_AT_START</c>: whether the schema is brought up to date before serving.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary><c>DATABASE_SLOW_MS</c>: milliseconds from which on a statement is logged as slow; 0 logs every one.</summary>
    public int SlowMs { get; set; } = 500;

    /// <summary>
    /// <c>DATABASE_SLOW_PLANS</c>: whether the plan of a slow query of PostgreSQL is logged too, without values. It is planned once
    /// more for that, not run.
    /// </summary>
    public bool SlowPlans { get; set; }

    /// <summary>The address to show: its password is <c>***</c>.</summary>
    public string Description => DatabaseAddress.TryParse(Url, out var address, out _) ? address.ToString() : "(unreadable)";

    /// <summary>What is wrong with values that could not be read.</summary>
    internal List<string> Unreadable { get; } = [];
}

/// <summary>Reads the options; a value that cannot be read is left to the validator, so that all failures are listed at once.</summary>
internal sealed class DatabaseOptionsSetup(IConfiguration configuration) : IConfigureOptions<DatabaseOptions>
{
    public void Configure(DatabaseOptions options)
    {
        options.Url = Read("DATABASE_URL", nameof(options.Url)) ?? options.Url;
        options.DirectUrl = Read("DIRECT_DATABASE_URL", nameof(options.DirectUrl)) ?? options.DirectUrl;
        options.MigrateAtStart = ReadBoolean(options, "MIGRATE_AT_START", nameof(options.MigrateAtStart)) ?? options.MigrateAtStart;
        options.SlowPlans = ReadBoolean(options, "DATABASE_SLOW_PLANS", nameof(options.SlowPlans)) ?? options.SlowPlans;
        options.SlowMs = ReadMilliseconds(options, "DATABASE_SLOW_MS", nameof(options.SlowMs)) ?? options.SlowMs;
    }

    private bool? ReadBoolean(DatabaseOptions options, string plainName, string key)
    {
        if (Read(plainName, key) is not { } text)
        {
            return null;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        options.Unreadable.Add($"{plainName} must be true or false.");
        return null;
    }

    private int? ReadMilliseconds(DatabaseOptions options, string plainName, string key)
    {
        if (Read(plainName, key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        options.Unreadable.Add($"{plainName} must be a whole number of milliseconds.");
        return null;
    }

    // An empty variable is one that a hosting platform left unset.
    private string? Read(string plainName, string key) =>
        NotBlank(configuration[plainName]) ?? NotBlank(configuration[$"Database:{key}"]);

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>Lists everything that is wrong with the options, without a password.</summary>
internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var failures = new List<string>();
        if (!DatabaseAddress.TryParse(options.Url, out var address, out var problem))
        {
            failures.Add($"DATABASE_URL {problem}.");
        }

        if (FindProblemOfDirect(options.DirectUrl, address) is { } directProblem)
        {
            failures.Add($"DIRECT_DATABASE_URL {directProblem}.");
        }

        failures.AddRange(options.Unreadable);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? FindProblemOfDirect(string? text, DatabaseAddress? address)
    {
        if (text is null)
        {
            return null;
        }

        if (!DatabaseAddress.TryParse(text, out var direct, out var problem))
        {
            return problem;
        }

        return direct.Engine is DatabaseEngine.Sqlite || address?.Engine is DatabaseEngine.Sqlite
            ? "is only for PostgreSQL, together with a DATABASE_URL that begins with postgresql://"
            : null;
    }
}

/// <summary>The address for queries and the one for migrations.</summary>
internal sealed record DatabaseAddresses(DatabaseAddress Main, DatabaseAddress Direct)
{
    public static DatabaseAddresses From(DatabaseOptions options)
    {
        var main = DatabaseAddress.Parse(options.Url);
        return new DatabaseAddresses(main, options.DirectUrl is null ? main.Direct : DatabaseAddress.Parse(options.DirectUrl));
    }
}
