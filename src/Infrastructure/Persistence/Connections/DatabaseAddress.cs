using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>
/// Where the database is: <c>postgresql://user:password@host/database?...</c> as Neon prints it, or <c>sqlite:PATH</c>.
/// Npgsql's own <c>Host=...;Password=...</c> form is refused: one form is enough to document and to mask.
/// </summary>
internal sealed class DatabaseAddress
{
    /// <summary>Connections that a pool holds at most where the address names no <c>pool_size</c>.</summary>
    public const int DefaultPoolSize = 20;

    private const string SqliteScheme = "sqlite:";
    private const int PreparedStatements = 50;

    private readonly PostgresUrl? _url;

    private DatabaseAddress(string sqlitePath)
    {
        Engine = DatabaseEngine.Sqlite;
        FilePath = Path.GetFullPath(sqlitePath);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            // Never made here: a mistyped path must not become an empty database. The migrator makes the file.
            DataSource = FilePath,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString;
        Masked = SqliteScheme + sqlitePath;
        Direct = this;
    }

    private DatabaseAddress(PostgresUrl url)
    {
        _url = url;
        Engine = DatabaseEngine.PostgreSql;
        ConnectionString = Connect(url);
        Masked = url.Masked;
        Direct = url.Host.Direct is { } host && host != url.Host
            ? new DatabaseAddress(url with { Host = host, PgBouncer = false })
            : this;
    }

    /// <summary>Which database it is.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>What the driver takes; holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>The address with its password replaced by <c>***</c>.</summary>
    public string Masked { get; }

    /// <summary>The same database past Neon's pooler, else this address.</summary>
    public DatabaseAddress Direct { get; }

    /// <summary>Whether a transaction pooler stands between, so that nothing may be kept on a session.</summary>
    public bool IsPooled => _url is { PgBouncer: true } or { Host.IsPooler: true };

    /// <summary>Absolute path of the SQLite file, or null on PostgreSQL.</summary>
    public string? FilePath { get; }

    /// <summary>Connections that a pool holds at most, or null on SQLite.</summary>
    public int? PoolSize => _url?.PoolSize;

    /// <summary>Seconds that a connection may take, and a caller waits for one of the pool, or null on SQLite.</summary>
    public int? ConnectTimeoutSeconds => _url?.ConnectTimeoutSeconds;

    /// <summary>Name of the PostgreSQL database, or null on SQLite.</summary>
    public string? DatabaseName => _url?.Database;

    /// <summary>The PostgreSQL role, or null on SQLite.</summary>
    public string? UserName => _url?.User;

    /// <summary>The database as a store of cards names the one that may delete from it.</summary>
    public DatabaseIdentity Identity => _url is null
        ? new DatabaseIdentity("sqlite", FilePath!)
        : new DatabaseIdentity(_url.Authority.ToLowerInvariant(), _url.Database);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address where it is right.</param>
    /// <param name="problem">What is wrong where it is not, without any part that could be a password.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out DatabaseAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            problem = "is empty; write postgresql://user:password@host/database or sqlite:PATH";
        }
        else if (text.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase))
        {
            var path = text[SqliteScheme.Length..];
            problem = FindProblemOfPath(path);
            address = problem is null ? new DatabaseAddress(path) : null;
        }
        else if (PostgresUrl.SchemeLength(text) is { } length)
        {
            address = PostgresUrl.TryParse(text[length..], out var url, out problem) ? new DatabaseAddress(url) : null;
        }
        else
        {
            problem = FindProblemOfScheme(text);
        }

        return address is not null;
    }

    /// <summary>Reads an address that was validated before.</summary>
    /// <exception cref="FormatException">The address is wrong; the message says what, without the password.</exception>
    public static DatabaseAddress Parse(string text) =>
        TryParse(text, out var address, out var problem)
            ? address
            : throw new FormatException($"The address of the database {problem}.");

    /// <inheritdoc />
    public override string ToString() => Masked;

    private static string? FindProblemOfPath(string path) => path switch
    {
        "" or "." or ".." => "names no file; write for example sqlite:./data/pearl.db",
        ":memory:" => "names a database in memory, which each connection would have for itself and empty; name a file",
        _ when path.StartsWith("//", StringComparison.Ordinal) =>
            "begins with sqlite://, which tools read differently; write sqlite:PATH, for example sqlite:./data/pearl.db or sqlite:/var/lib/pearl/pearl.db",
        _ when path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => "must name a plain path, not a file: address",
        _ when path.Contains('?', StringComparison.Ordinal) => "has a '?'; sqlite:PATH takes no options",
        _ when path.Contains('\0', StringComparison.Ordinal) => "has a NUL character",
        _ when path[^1] is '/' => "names a folder; name a file in it, for example sqlite:./data/pearl.db",
        _ => null,
    };

    private static string FindProblemOfScheme(string text) => text switch
    {
        _ when text[0] is '"' or '\'' => "begins with a quote; leave the quotes out",
        _ when text.StartsWith("psql ", StringComparison.OrdinalIgnoreCase) => "is a psql command; leave out all but the address in it",
        _ when text.Contains('=', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal) =>
            "is a list of key=value pairs; write it as postgresql://user:password@host/database",
        _ => "must begin with postgresql://, postgres:// or sqlite:",
    };

    private static string Connect(PostgresUrl url)
    {
        var pooled = url.PgBouncer || url.Host.IsPooler;
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Name,
            Port = url.Port,
            Username = url.User,
            Database = url.Database,
            SslMode = url.SslMode,
            ChannelBinding = url.ChannelBinding,
            ApplicationName = url.ApplicationName,
            Timeout = url.ConnectTimeoutSeconds,
            MaxPoolSize = url.PoolSize,

            // A transaction pooler hands each transaction another session: no statement stays prepared, nothing to reset.
            MaxAutoPrepare = pooled ? 0 : PreparedStatements,
            NoResetOnClose = pooled,
        };
        if (url.Password is not null)
        {
            builder.Password = url.Password;
        }

        if (url.Options is not null)
        {
            builder.Options = url.Options;
        }

        if (url.RootCertificate is not null)
        {
            builder.RootCertificate = url.RootCertificate;
        }

        return builder.ConnectionString;
    }
}
