using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.UnitTests.Persistence;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Has_a_file_beside_the_program_by_default()
    {
        var options = Read();

        Assert.Equal("sqlite:./data/pearl.db", options.Url);
        Assert.Null(options.DirectUrl);
        Assert.True(options.MigrateAtStart);
        Assert.Equal((500, false), (options.SlowMs, options.SlowPlans));
    }

    [Theory]
    [InlineData("DATABASE_SLOW_MS", "DATABASE_SLOW_PLANS")]
    [InlineData("Database:SlowMs", "Database:SlowPlans")]
    public void Reads_when_a_statement_is_slow(string ms, string plans)
    {
        var options = Read((ms, "20"), (plans, "true"));

        Assert.Equal((20, true), (options.SlowMs, options.SlowPlans));
    }

    [Fact]
    public void Reads_its_section()
    {
        var options = Read(
            ("Database:Url", "postgresql://u:p@h/a"), ("Database:DirectUrl", "postgresql://u:p@h/b"), ("Database:MigrateAtStart", "false"));

        Assert.Equal(("postgresql://u:p@h/a", "postgresql://u:p@h/b", false), (options.Url, options.DirectUrl, options.MigrateAtStart));
    }

    [Fact]
    public void Lets_the_plain_names_win()
    {
        var options = Read(
            ("Database:Url", "sqlite:a.db"), ("DATABASE_URL", "postgresql://u:p@h/b"),
            ("Database:DirectUrl", "sqlite:a.db"), ("DIRECT_DATABASE_URL", "postgresql://u:p@h/b"),
            ("Database:MigrateAtStart", "true"), ("MIGRATE_AT_START", "False"));

        Assert.Equal(("postgresql://u:p@h/b", "postgresql://u:p@h/b", false), (options.Url, options.DirectUrl, options.MigrateAtStart));
    }

    [Fact]
    public void Takes_an_empty_variable_as_unset()
    {
        var options = Read(("DATABASE_URL", ""), ("DIRECT_DATABASE_URL", " "), ("MIGRATE_AT_START", ""), ("Database:Url", "sqlite:a.db"));

        Assert.Equal(("sqlite:a.db", null, true), (options.Url, options.DirectUrl, options.MigrateAtStart));
    }

    [Fact]
    public void Lists_all_failures_at_once_with_their_settings_and_without_passwords()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(
            ("DATABASE_URL", "mysql://u:hunter2@h/db"), ("DIRECT_DATABASE_URL", "postgresql://u:hunter2@h:x/db"), ("MIGRATE_AT_START", "perhaps"),
            ("DATABASE_SLOW_PLANS", "1"), ("DATABASE_SLOW_MS", "-1")));

        Assert.Collection(
            exception.Failures,
            f => Assert.StartsWith("DATABASE_URL must begin with", f, StringComparison.Ordinal),
            f => Assert.StartsWith("DIRECT_DATABASE_URL has a port", f, StringComparison.Ordinal),
            f => Assert.Equal("MIGRATE_AT_START must be true or false.", f),
            f => Assert.Equal("DATABASE_SLOW_PLANS must be true or false.", f),
            f => Assert.Equal("DATABASE_SLOW_MS must be a whole number of milliseconds.", f));
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:a.db", "postgresql://u:p@h/db")]
    [InlineData("postgresql://u:p@h/db", "sqlite:a.db")]
    public void Refuses_a_direct_address_of_another_engine(string url, string direct)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(("DATABASE_URL", url), ("DIRECT_DATABASE_URL", direct)));

        Assert.Contains("DIRECT_DATABASE_URL is only for PostgreSQL", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_validated_before_the_start()
    {
        using var services = Services(("DATABASE_URL", "wrong"));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Theory]
    [InlineData(null, "h.neon.tech")]
    [InlineData("postgresql://u:p@other/db", "other")]
    public void Migrates_past_the_pooler(string? direct, string host)
    {
        using var services = Services(("DATABASE_URL", "postgresql://u:p@h-pooler.neon.tech/db"), ("DIRECT_DATABASE_URL", direct));

        var addresses = services.GetRequiredService<DatabaseAddresses>();

        Assert.Equal("postgresql://u:***@h-pooler.neon.tech/db", addresses.Main.Masked);
        Assert.Equal($"postgresql://u:***@{host}/db", addresses.Direct.Masked);
    }

    private static DatabaseOptions Read(params (string Key, string? Value)[] settings)
    {
        using var services = Services(settings);
        return services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
    }

    private static ServiceProvider Services(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddPersistence(configuration).BuildServiceProvider();
    }
}
