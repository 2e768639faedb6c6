using Npgsql;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.UnitTests.Persistence;

public sealed class DatabaseAddressTests
{
    private const string Neon = "postgresql://owner:s3cret@ep-cool-darkness-123456-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require";

    [Theory]
    [InlineData("postgresql://u:p@h/db", "h", 5432, "u", "p", "db")]
    [InlineData("postgres://u:p@h/db", "h", 5432, "u", "p", "db")]
    [InlineData("POSTGRESQL://u:p@h/db", "h", 5432, "u", "p", "db")]
    [InlineData("  postgresql://u:p@h/db\n", "h", 5432, "u", "p", "db")]
    [InlineData("postgresql://u:p@h:6543/db", "h", 6543, "u", "p", "db")]
    [InlineData("postgresql://u:p@h:/db", "h", 5432, "u", "p", "db")]
    [InlineData("postgresql://u:p@h", "h", 5432, "u", "p", "u")]
    [InlineData("postgresql://u:p@h/", "h", 5432, "u", "p", "u")]
    [InlineData("postgresql://u:p@h?sslmode=disable", "h", 5432, "u", "p", "u")]
    [InlineData("postgresql://u@h/db", "h", 5432, "u", null, "db")]
    [InlineData("postgresql://u:@h/db", "h", 5432, "u", "", "db")]
    [InlineData("postgresql://u%40corp:p%40ss%2Fw%3Ao%3Fr%23d%25@h/d%2Fb", "h", 5432, "u@corp", "p@ss/w:o?r#d%", "d/b")]
    [InlineData("postgresql://u+x:p+ss@h/d+b", "h", 5432, "u+x", "p+ss", "d+b")]
    [InlineData("postgresql://u:a:b@h/db", "h", 5432, "u", "a:b", "db")]
    [InlineData("postgresql://u:p;x='1'\"=@h/db", "h", 5432, "u", "p;x='1'\"=", "db")]
    [InlineData("postgresql://%C3%BC:%E6%97%A5@h/%F0%9F%90%98", "h", 5432, "ü", "日", "🐘")]
    [InlineData("postgresql://u:p@[2001:db8::1]/db", "2001:db8::1", 5432, "u", "p", "db")]
    [InlineData("postgresql://u:p@[::1]:6543/db", "::1", 6543, "u", "p", "db")]
    [InlineData("postgresql://u:p@127.0.0.1/db", "127.0.0.1", 5432, "u", "p", "db")]
    [InlineData("postgresql://u:p@my_db/db", "my_db", 5432, "u", "p", "db")]
    [InlineData("postgresql://u@%2Fvar%2Frun%2Fpostgresql/db", "/var/run/postgresql", 5432, "u", null, "db")]
    public void Reads_the_parts_of_an_address(string text, string host, int port, string user, string? password, string database)
    {
        var address = DatabaseAddress.Parse(text);

        var driver = Driver(address);
        Assert.Equal(DatabaseEngine.PostgreSql, address.Engine);
        Assert.Equal((host, port, user, database), (driver.Host, driver.Port, driver.Username, driver.Database));
        Assert.Equal(password is "" ? null : password, driver.Password);
        Assert.Null(address.FilePath);
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("allow", SslMode.Allow)]
    [InlineData("prefer", SslMode.Prefer)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void Reads_every_sslmode_of_libpq(string text, SslMode mode) =>
        Assert.Equal(mode, Driver($"postgresql://u:p@h/db?sslmode={text}").SslMode);

    [Theory]
    [InlineData("disable", ChannelBinding.Disable)]
    [InlineData("prefer", ChannelBinding.Prefer)]
    [InlineData("require", ChannelBinding.Require)]
    public void Reads_every_channel_binding_of_libpq(string text, ChannelBinding binding) =>
        Assert.Equal(binding, Driver($"postgresql://u:p@h/db?channel_binding={text}").ChannelBinding);

    [Fact]
    public void Reads_the_other_options()
    {
        var driver = Driver(
            "postgresql://u:p@h/db?options=endpoint%3Dep-x&application_name=my%20app&connect_timeout=7&pool_size=3&sslrootcert=%2Fetc%2Fca.pem&&");

        Assert.Equal("endpoint=ep-x", driver.Options);
        Assert.Equal("my app", driver.ApplicationName);
        Assert.Equal(7, driver.Timeout);
        Assert.Equal(3, driver.MaxPoolSize);
        Assert.Equal("/etc/ca.pem", driver.RootCertificate);
    }

    [Fact]
    public void Takes_the_root_certificates_of_the_system() =>
        Assert.Null(Driver("postgresql://u:p@h/db?sslmode=verify-full&sslrootcert=system").RootCertificate);

    [Fact]
    public void Prepares_statements_on_a_direct_address()
    {
        var address = DatabaseAddress.Parse("postgresql://u:p@h/db?pgbouncer=false");

        Assert.False(address.IsPooled);
        Assert.Equal(50, Driver(address).MaxAutoPrepare);
        Assert.False(Driver(address).NoResetOnClose);
        Assert.Same(address, address.Direct);
    }

    [Theory]
    [InlineData(Neon)]
    [InlineData("postgresql://u:p@h/db?pgbouncer=true")]
    public void Keeps_nothing_on_a_session_behind_a_pooler(string text)
    {
        var address = DatabaseAddress.Parse(text);

        var driver = Driver(address);
        Assert.True(address.IsPooled);
        Assert.Equal(0, driver.MaxAutoPrepare);
        Assert.True(driver.NoResetOnClose);

        // PgBouncer refuses a start with any of these.
        Assert.Null(driver.Options);
        Assert.Null(driver.SearchPath);
        Assert.Null(driver.Timezone);
    }

    [Fact]
    public void Finds_the_direct_host_of_neon()
    {
        var direct = DatabaseAddress.Parse(Neon).Direct;

        var driver = Driver(direct);
        Assert.Equal("ep-cool-darkness-123456.eu-central-1.aws.neon.tech", driver.Host);
        Assert.Equal(("owner", "s3cret", "neondb"), (driver.Username, driver.Password, driver.Database));
        Assert.Equal((SslMode.Require, ChannelBinding.Require), (driver.SslMode, driver.ChannelBinding));
        Assert.False(direct.IsPooled);
        Assert.Equal(50, driver.MaxAutoPrepare);
    }

    [Theory]
    [InlineData("postgresql://u:p@my-pooler-host.example/db")]
    [InlineData("postgresql://u:p@h.x-pooler.example/db")]
    [InlineData("postgresql://u-pooler:p@h/db-pooler")]
    public void Takes_a_pooler_only_from_the_end_of_the_first_label(string text) => Assert.False(DatabaseAddress.Parse(text).IsPooled);

    [Theory]
    [InlineData("postgresql://u:hunter2@h/db", "postgresql://u:***@h/db")]
    [InlineData("postgres://u:hunter2@h:6543/db?sslmode=require", "postgresql://u:***@h:6543/db?sslmode=require")]
    [InlineData("postgresql://u%40c:hunter2@[::1]/d%2Fb", "postgresql://u%40c:***@[::1]/d%2Fb")]
    [InlineData("postgresql://u@%2Ftmp/db", "postgresql://u@%2Ftmp/db")]
    [InlineData("postgresql://h:h@h/h", "postgresql://h:***@h/h")]
    public void Prints_an_address_without_its_password(string text, string masked)
    {
        var address = DatabaseAddress.Parse(text);

        Assert.Equal(masked, address.ToString());
        Assert.Equal(masked, address.Masked);
    }

    [Theory]
    [InlineData("sqlite:./data/pearl.db", "data/pearl.db")]
    [InlineData("sqlite:pearl.db", "pearl.db")]
    [InlineData("SQLite:a folder/ü;Mode=Memory.db", "a folder/ü;Mode=Memory.db")]
    public void Reads_a_relative_path_from_the_working_directory(string text, string path)
    {
        var address = DatabaseAddress.Parse(text);

        Assert.Equal(DatabaseEngine.Sqlite, address.Engine);
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, path), address.FilePath);
        Assert.Equal("sqlite:" + text["sqlite:".Length..], address.ToString());
        Assert.Same(address, address.Direct);
        Assert.False(address.IsPooled);
    }

    [Theory]
    [InlineData("postgresql://u:p@Db.Example.org/pearl", "db.example.org", "pearl")]
    [InlineData("postgresql://other:p@db.example.org:5432/pearl?sslmode=disable", "db.example.org", "pearl")]
    [InlineData("postgresql://u:p@db.example.org:6432/pearl", "db.example.org:6432", "pearl")]
    [InlineData("postgresql://u:p@[::1]/Pearl", "[::1]", "Pearl")]
    [InlineData("postgresql://u:p@ep-cool-1-pooler.eu.aws.neon.tech/pearl", "ep-cool-1.eu.aws.neon.tech", "pearl")]
    [InlineData("sqlite:/var/lib/pearl.db", "sqlite", "/var/lib/pearl.db")]
    public void Tells_a_store_which_database_it_is(string text, string host, string name) =>
        Assert.Equal(new Application.CachedImages.DatabaseIdentity(host, name), DatabaseAddress.Parse(text).Direct.Identity);

    [Fact]
    public void Reads_an_absolute_path() => Assert.Equal("/var/lib/pearl.db", DatabaseAddress.Parse("sqlite:/var/lib/pearl.db").FilePath);

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("mysql://u:hunter2@h/db", "must begin with postgresql://")]
    [InlineData("postgresql:/u:hunter2@h/db", "must begin with postgresql://")]
    [InlineData("postgresql+asyncpg://u:hunter2@h/db", "must begin with postgresql://")]
    [InlineData("u:hunter2@h/db", "must begin with postgresql://")]
    [InlineData("'postgresql://u:hunter2@h/db'", "begins with a quote")]
    [InlineData("psql 'postgresql://u:hunter2@h/db'", "is a psql command")]
    [InlineData("Host=h;Username=u;Password=hunter2", "key=value")]
    [InlineData("postgresql://", "names no user")]
    [InlineData("postgresql://h/db", "names no user")]
    [InlineData("postgresql://:hunter2@h/db", "names no user")]
    [InlineData("postgresql://u:hunter2@/db", "names no host")]
    [InlineData("postgresql://u:hunter2@:5432/db", "names no host")]
    [InlineData("postgresql://u:hunter2@h1,h2/db", "several hosts")]
    [InlineData("postgresql://u:hunter2@h1:1,h2:2/db", "several hosts")]
    [InlineData("postgresql://u:hunter2@h:0/db", "port")]
    [InlineData("postgresql://u:hunter2@h:65536/db", "port")]
    [InlineData("postgresql://u:hunter2@h:-1/db", "port")]
    [InlineData("postgresql://u:hunter2@h:x/db", "port")]
    [InlineData("postgresql://u:hunter2@::1/db", "in brackets")]
    [InlineData("postgresql://u:hunter2@[::1/db", "']'")]
    [InlineData("postgresql://u:hunter2@[::1]x/db", "port")]
    [InlineData("postgresql://u:hunter2@[h]/db", "not an IPv6 address")]
    [InlineData("postgresql://u:hunter2@h_!/db", "host that is not a name")]
    [InlineData("postgresql://u:hun/ter2@h/db", "%2F")]
    [InlineData("postgresql://u:hun?ter2@h/db", "%3F")]
    [InlineData("postgresql://u:hun#ter2@h/db", "%23")]
    [InlineData("postgresql://u:hun@ter2@h/db", "%40")]
    [InlineData("postgresql://u:hun ter2@h/db", "%20")]
    [InlineData("postgresql://u:hun\tter2@h/db", "control character")]
    [InlineData("postgresql://u:hunter2%@h/db", "%25")]
    [InlineData("postgresql://u:hunter2%4@h/db", "%25")]
    [InlineData("postgresql://u:hunter2%zz@h/db", "%25")]
    [InlineData("postgresql://u:hunter2%FF@h/db", "UTF-8")]
    [InlineData("postgresql://u:hunter2%00@h/db", "NUL")]
    [InlineData("postgresql://u:hunter2@h/db#x", "%23")]
    [InlineData("postgresql://u:hunter2@h/db?sslmode=on", "unknown sslmode")]
    [InlineData("postgresql://u:hunter2@h/db?sslmode=", "unknown sslmode")]
    [InlineData("postgresql://u:hunter2@h/db?sslmode", "unknown sslmode")]
    [InlineData("postgresql://u:hunter2@h/db?sslmode=require&sslmode=disable", "'sslmode' twice")]
    [InlineData("postgresql://u:hunter2@h/db?channel_binding=x", "unknown channel_binding")]
    [InlineData("postgresql://u:hunter2@h/db?schema=public", "'schema'")]
    [InlineData("postgresql://u:hunter2@h/db?SSLMODE=require", "'SSLMODE'")]
    [InlineData("postgresql://u:hunter2@h/db?hunter2%21=1", "not a plain name")]
    [InlineData("postgresql://u@h/db?password=hunter2", "'password'")]
    [InlineData("postgresql://u:hunter2@h/db?host=%2Ftmp", "'host'")]
    [InlineData("postgresql://u:hunter2@h/db?connect_timeout=x", "connect_timeout")]
    [InlineData("postgresql://u:hunter2@h/db?connect_timeout=1025", "connect_timeout")]
    [InlineData("postgresql://u:hunter2@h/db?pool_size=0", "pool_size")]
    [InlineData("postgresql://u:hunter2@h/db?pgbouncer=yes", "pgbouncer")]
    [InlineData("postgresql://u:hunter2@h/db?application_name=", "empty application_name")]
    [InlineData("postgresql://u:hunter2@h/db?pgbouncer=true&options=-csearch_path%3Dx", "poolers refuse")]
    [InlineData("sqlite:", "names no file")]
    [InlineData("sqlite:.", "names no file")]
    [InlineData("sqlite:./data/", "names a folder")]
    [InlineData("sqlite::memory:", "in memory")]
    [InlineData("sqlite:///data/pearl.db", "sqlite:PATH")]
    [InlineData("sqlite:file:pearl.db", "plain path")]
    [InlineData("sqlite:pearl.db?mode=ro", "no options")]
    [InlineData("sqlite:pearl\0.db", "NUL")]
    public void Says_what_is_wrong_without_the_password(string? text, string part)
    {
        Assert.False(DatabaseAddress.TryParse(text, out var address, out var problem));

        Assert.Null(address);
        Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("ter2", problem, StringComparison.Ordinal);
        if (text is not null)
        {
            var exception = Assert.Throws<FormatException>(() => DatabaseAddress.Parse(text));
            Assert.DoesNotContain("ter2", exception.ToString(), StringComparison.Ordinal);
        }
    }

    // Whatever character stands unescaped in a password, no message may quote what is left of it.
    [Fact]
    public void Never_quotes_a_password_whatever_its_characters()
    {
        foreach (var character in Enumerable.Range(1, 255).Select(i => (char)i))
        {
            var text = $"postgresql://user:XYZZ{character}PLUGH@host/db?sslmode=wrong";

            Assert.False(DatabaseAddress.TryParse(text, out _, out var problem));
            Assert.DoesNotContain("XYZZ", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("PLUGH", problem, StringComparison.Ordinal);
        }
    }

    private static NpgsqlConnectionStringBuilder Driver(string text) => Driver(DatabaseAddress.Parse(text));

    private static NpgsqlConnectionStringBuilder Driver(DatabaseAddress address) => new(address.ConnectionString);
}
