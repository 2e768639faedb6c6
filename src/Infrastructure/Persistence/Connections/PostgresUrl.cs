using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Npgsql;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>
/// The parts of a <c>postgresql://</c> address, read as libpq reads them: percent-encoding is decoded, <c>+</c> stays
/// <c>+</c>. Problems never quote a part that a password could have slipped into.
/// </summary>
internal sealed record PostgresUrl
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> PlainKeyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    public required PostgresHost Host { get; init; }

    public int Port { get; init; } = NpgsqlConnection.DefaultPort;

    public required string User { get; init; }

    public string? Password { get; init; }

    public required string Database { get; init; }

    public SslMode SslMode { get; init; } = SslMode.Prefer;

    public ChannelBinding ChannelBinding { get; init; } = ChannelBinding.Prefer;

    public string? RootCertificate { get; init; }

    public string? Options { get; init; }

    public string ApplicationName { get; init; } = "pearl";

    public int ConnectTimeoutSeconds { get; init; } = 15;

    public int PoolSize { get; init; } = DatabaseAddress.DefaultPoolSize;

    public bool PgBouncer { get; init; }

    private string QueryText { get; init; } = "";

    public string Masked
    {
        get
        {
            var password = Password is null ? "" : ":***";
            return $"postgresql://{Uri.EscapeDataString(User)}{password}@{Authority}/{Uri.EscapeDataString(Database)}{QueryText}";
        }
    }

    /// <summary>The host, with the port where it is not the usual one.</summary>
    public string Authority =>
        Host.Printed + (Port == NpgsqlConnection.DefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{Port}"));

    /// <summary>Length of the scheme with its slashes, or null where the text has another.</summary>
    public static int? SchemeLength(string text) =>
        Schemes.FirstOrDefault(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase))?.Length;

    /// <summary>Reads what comes behind the scheme.</summary>
    public static bool TryParse(
        string rest, [NotNullWhen(true)] out PostgresUrl? url, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            url = Read(rest);
            problem = null;
            return true;
        }
        catch (WrongAddressException wrong)
        {
            url = null;
            problem = wrong.Message;
            return false;
        }
    }

    private static PostgresUrl Read(string rest)
    {
        if (rest.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new WrongAddressException("has a space or control character; percent-encode it, a space as %20");
        }

        var (authority, path, query) = Split(rest);
        var (userInfo, hostAndPort) = SplitAuthority(authority);
        var (user, password) = ReadUser(userInfo);
        var (host, port) = ReadHost(hostAndPort);
        var database = Decode(path, "name of the database");
        var url = new PostgresUrl
        {
            Host = host,
            Port = port,
            User = user,
            Password = password,
            Database = database.Length == 0 ? user : database,
        };
        return CheckPooler(ReadQuery(url, query));
    }

    private static (string Authority, string Path, string Query) Split(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var behind = end < 0 ? "" : rest[end..];

        // Checked before anything is quoted: from here on the password can only stand before the last '@' of the authority.
        if (behind.Contains('@', StringComparison.Ordinal))
        {
            throw new WrongAddressException(
                "has an '@' behind the host; percent-encode '/' as %2F, '?' as %3F, '#' as %23 and '@' as %40 in user and password");
        }

        if (behind.Contains('#', StringComparison.Ordinal))
        {
            throw new WrongAddressException("has a '#'; percent-encode it as %23");
        }

        var mark = behind.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? behind : behind[..mark];
        return (authority, path.Length == 0 ? "" : path[1..], mark < 0 ? "" : behind[(mark + 1)..]);
    }

    private static (string UserInfo, string HostAndPort) SplitAuthority(string authority)
    {
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at != authority.LastIndexOf('@'))
        {
            throw new WrongAddressException("has more than one '@' before the host; percent-encode '@' as %40 in user and password");
        }

        return at < 0 ? ("", authority) : (authority[..at], authority[(at + 1)..]);
    }

    private static (string User, string? Password) ReadUser(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        var user = Decode(colon < 0 ? userInfo : userInfo[..colon], "user");
        return user.Length == 0
            ? throw new WrongAddressException("names no user; write postgresql://user:password@host/database")
            : (user, colon < 0 ? null : Decode(userInfo[(colon + 1)..], "password"));
    }

    private static (PostgresHost Host, int Port) ReadHost(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
        {
            throw new WrongAddressException("names several hosts; name one");
        }

        var isAddress = text.StartsWith('[');
        var end = isAddress ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        if (isAddress && end == 0)
        {
            throw new WrongAddressException("has a '[' without its ']' in the host");
        }

        if (!isAddress && text.Count(c => c is ':') > 1)
        {
            throw new WrongAddressException("has more than one ':' behind the '@'; write an IPv6 address in brackets");
        }

        end = end < 0 ? text.Length : end;
        var host = isAddress ? text[1..(end - 1)] : Decode(text[..end], "host");
        return (PostgresHost.Read(host, isAddress), ReadPort(text[end..]));
    }

    private static int ReadPort(string text) => text switch
    {
        "" or ":" => NpgsqlConnection.DefaultPort,
        _ when text[0] is ':'
            && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= 65_535 => port,
        _ => throw new WrongAddressException("has a port that is not a number from 1 to 65535"),
    };

    private static PostgresUrl ReadQuery(PostgresUrl url, string query)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = Decode(equals < 0 ? pair : pair[..equals], "name of an option");
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..], $"value of {Quote(key)}");
            if (!seen.Add(key))
            {
                throw new WrongAddressException($"gives {Quote(key)} twice");
            }

            url = ReadOption(url, key, value);
        }

        return query.Length == 0 ? url : url with { QueryText = "?" + query };
    }

    private static PostgresUrl ReadOption(PostgresUrl url, string key, string value) => key switch
    {
        "sslmode" => url with { SslMode = ReadSslMode(value) },
        "sslrootcert" => url with { RootCertificate = value is "system" ? null : NotEmpty(key, value) },
        "channel_binding" => url with { ChannelBinding = ReadChannelBinding(value) },
        "options" => url with { Options = NotEmpty(key, value) },
        "application_name" => url with { ApplicationName = NotEmpty(key, value) },
        "connect_timeout" => url with { ConnectTimeoutSeconds = ReadNumber(key, value, 0, 1024) },
        "pool_size" => url with { PoolSize = ReadNumber(key, value, 1, 1000) },
        "pgbouncer" => url with { PgBouncer = ReadBoolean(key, value) },
        "user" or "password" => throw new WrongAddressException($"gives {Quote(key)} as an option; write user and password before the host"),
        "host" or "port" or "dbname" => throw new WrongAddressException($"gives {Quote(key)} as an option; write it as postgresql://user:password@host:port/database"),
        _ => throw new WrongAddressException(
            $"has the unknown option {Quote(key)}; known are sslmode, sslrootcert, channel_binding, options, application_name, connect_timeout, pool_size, pgbouncer"),
    };

    private static SslMode ReadSslMode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new WrongAddressException("has an unknown sslmode; known are disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static ChannelBinding ReadChannelBinding(string value) => value switch
    {
        "disable" => ChannelBinding.Disable,
        "prefer" => ChannelBinding.Prefer,
        "require" => ChannelBinding.Require,
        _ => throw new WrongAddressException("has an unknown channel_binding; known are disable, prefer, require"),
    };

    private static int ReadNumber(string key, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new WrongAddressException(string.Create(CultureInfo.InvariantCulture, $"has a {key} that is not a number from {min} to {max}"));

    private static bool ReadBoolean(string key, string value) =>
        bool.TryParse(value, out var boolean) ? boolean : throw new WrongAddressException($"has a {key} that is neither true nor false");

    private static string NotEmpty(string key, string value) =>
        value.Length > 0 ? value : throw new WrongAddressException($"has an empty {key}");

    // PgBouncer refuses a start with `options`; Neon's proxy takes its own `endpoint=` out before the pooler sees it.
    private static PostgresUrl CheckPooler(PostgresUrl url) =>
        (url.PgBouncer || url.Host.IsPooler) && url.Options?.StartsWith("endpoint=", StringComparison.Ordinal) is false
            ? throw new WrongAddressException("gives options behind a pooler, which poolers refuse; set them on the role with 'alter role ... set ...'")
            : url;

    // A name that is not plain could be the rest of a password with an unescaped character.
    private static string Quote(string key) =>
        key.Length is > 0 and <= 32 && !key.AsSpan().ContainsAnyExcept(PlainKeyCharacters) ? $"'{key}'" : "(not a plain name)";

    private static string Decode(string text, string part)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var source = Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                decoded.Add(source[i]);
            }
            else if (i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                decoded.Add(Convert.FromHexString(Encoding.ASCII.GetString(source, i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                throw new WrongAddressException($"has a '%' without two hexadecimal digits in the {part}; write a '%' as %25");
            }
        }

        return DecodeUtf8([.. decoded], part);
    }

    private static string DecodeUtf8(byte[] bytes, string part)
    {
        if (bytes.Contains((byte)0))
        {
            throw new WrongAddressException($"has a NUL character in the {part}");
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WrongAddressException($"has percent-encoded bytes in the {part} that are not UTF-8");
        }
    }

    /// <summary>Says what is wrong with an address; never leaves this type.</summary>
    private sealed class WrongAddressException(string message) : Exception(message);

    /// <summary>A host name, an IP address or the folder of a Unix socket.</summary>
    internal sealed record PostgresHost
    {
        private const string PoolerEnd = "-pooler";

        public required string Name { get; init; }

        public bool IsPooler => FirstLabel.EndsWith(PoolerEnd, StringComparison.OrdinalIgnoreCase);

        /// <summary>The host behind Neon's pooler, or this host.</summary>
        public PostgresHost Direct => IsPooler
            ? new PostgresHost { Name = FirstLabel[..^PoolerEnd.Length] + Name[FirstLabel.Length..] }
            : this;

        public string Printed => Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name.Replace("/", "%2F", StringComparison.Ordinal);

        private string FirstLabel
        {
            get
            {
                var dot = Name.IndexOf('.', StringComparison.Ordinal);
                return dot < 0 ? Name : Name[..dot];
            }
        }

        public static PostgresHost Read(string host, bool isAddress) => host switch
        {
            "" => throw new WrongAddressException("names no host; write postgresql://user:password@host/database"),
            _ when isAddress => System.Net.IPAddress.TryParse(host, out var ip) && ip.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6
                ? new PostgresHost { Name = host }
                : throw new WrongAddressException("has a host in brackets that is not an IPv6 address"),
            _ when host[0] is '/' => new PostgresHost { Name = host },
            _ when Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.IPv6 =>
                throw new WrongAddressException("has a host that is not a name"),
            _ => new PostgresHost { Name = host },
        };
    }
}
