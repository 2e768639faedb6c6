using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Assets;
using PearlIo.Application.Audit;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Fonts;
using PearlIo.Application.Jobs;
using PearlIo.Application.Migrations;
using PearlIo.Application.Pages;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.SigningKeys;
using PearlIo.Application.Templates;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Persistence.Connections;
using Xunit;

namespace PearlIo.TestKit;

/// <summary>A database of its own with everything that is registered for it; a fixture of a class of tests.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private ServiceProvider? _services;

    /// <summary>Its <c>DATABASE_URL</c>.</summary>
    public string Url { get; private set; } = "";

    public IServiceProvider Services => _services!;

    public IProjectRepository Projects => Services.GetRequiredService<IProjectRepository>();

    public IRouteRepository Routes => Services.GetRequiredService<IRouteRepository>();

    public IPageRepository Pages => Services.GetRequiredService<IPageRepository>();

    public ISigningKeyRepository SigningKeys => Services.GetRequiredService<ISigningKeyRepository>();

    public ITemplateRepository Templates => Services.GetRequiredService<ITemplateRepository>();

    public IFontRepository Fonts => Services.GetRequiredService<IFontRepository>();

    public IAssetRepository Assets => Services.GetRequiredService<IAssetRepository>();

    public ICachedImageRepository CachedImages => Services.GetRequiredService<ICachedImageRepository>();

    public IKeptImageRepository KeptImages => Services.GetRequiredService<IKeptImageRepository>();

    public IExpiredRowRepository ExpiredRows => Services.GetRequiredService<IExpiredRowRepository>();

    public IJobRepository Jobs => Services.GetRequiredService<IJobRepository>();

    public IDoomedObjectRepository DoomedObjects => Services.GetRequiredService<IDoomedObjectRepository>();

    public IPartitions Partitions => Services.GetRequiredService<IPartitions>();

    public IAnalyticsReader Analytics => Services.GetRequiredService<IAnalyticsReader>();

    public IApiKeyRepository Keys => Services.GetRequiredService<IApiKeyRepository>();

    public IAuditLog Audit => Services.GetRequiredService<IAuditLog>();

    public ITenantRepository Tenants => Services.GetRequiredService<ITenantRepository>();

    public IUsageReader Usage => Services.GetRequiredService<IUsageReader>();

    public CallerContext Callers => Services.GetRequiredService<CallerContext>();

    public IImageViewRepository Views => Services.GetRequiredService<IImageViewRepository>();

    public IRenderRepository Renders => Services.GetRequiredService<IRenderRepository>();

    public IDatabaseMigrator Migrator => Services.GetRequiredService<IDatabaseMigrator>();

    internal Database Database => Services.GetRequiredService<Database>();

    public async Task InitializeAsync()
    {
        Url = await CreateAsync();
        _services = BuildServices(Url);
    }

    public virtual async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    /// <summary>Registers persistence as the service does, on a database.</summary>
    /// <param name="url">Its <c>DATABASE_URL</c>.</param>
    /// <param name="configure">Registers more, or null.</param>
    /// <param name="settings">Further settings, or null.</param>
    public static ServiceProvider BuildServices(
        string url, Action<IServiceCollection>? configure = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new KeyValuePair<string, string?>("DATABASE_URL", url), .. settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)])
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new CallerContext(Caller.Service(Tenant.DefaultId)))
            .AddPersistence(configuration);
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Refreshes all daily figures.</summary>
    public async Task RefreshAsync() =>
        Assert.True(await Services.GetRequiredService<IStatisticsRefresher>().RefreshAsync(sinceWrite: null, CancellationToken.None));

    /// <summary>Deletes everything but the default tenant.</summary>
    public async Task ClearAsync()
    {
        await ExecuteAsync("delete from usage_daily");
        await ExecuteAsync("delete from projects");
        await ExecuteAsync("delete from templates");
        await ExecuteAsync("delete from fonts");
        await ExecuteAsync("delete from assets");
        await ExecuteAsync("delete from doomed_objects");
        await ExecuteAsync("delete from api_keys");
        await ExecuteAsync("delete from audit_log");
        await ExecuteAsync("delete from view_batches");
    }

    /// <summary>Runs a statement with the rights of the connecting role.</summary>
    /// <returns>How many rows changed.</returns>
    public Task<int> ExecuteAsync(string sql) =>
        Database.WriteAsync(DatabaseScope.Own, session => session.ExecuteAsync(sql, parameters: null, CancellationToken.None), CancellationToken.None);

    /// <summary>Reads one value with the rights of the connecting role.</summary>
    public Task<T> GetAsync<T>(string sql) =>
        Database.ReadAsync(DatabaseScope.Own, session => session.GetAsync<T>(sql, parameters: null, CancellationToken.None), CancellationToken.None);

    /// <summary>How many rows a table has, whoever owns them.</summary>
    public Task<long> CountAsync(string table) => GetAsync<long>($"select count(*) from {table}");

    protected abstract Task<string> CreateAsync();
}

/// <summary>A migrated SQLite file in a folder of its own.</summary>
public class SqliteTestDatabase : TestDatabase
{
    private readonly TemporaryFolder _folder = new();

    public string FilePath => _folder.PathOf("pearl.db");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<string> CreateAsync()
    {
        var url = $"sqlite:{FilePath}";
        await using var services = BuildServices(url);
        await services.GetRequiredService<IDatabaseMigrator>().UpAsync(target: null, CancellationToken.None);
        return url;
    }
}

/// <summary>A path for a SQLite file that does not exist yet.</summary>
public sealed class EmptySqliteTestDatabase : SqliteTestDatabase
{
    protected override Task<string> CreateAsync() => Task.FromResult($"sqlite:{FilePath}");
}

/// <summary>A migrated PostgreSQL database.</summary>
public class PostgresTestDatabase : TestDatabase
{
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (Url.Length > 0)
        {
            await (await PostgresServer.GetAsync()).DropAsync(Url);
        }
    }

    protected override async Task<string> CreateAsync() => await (await PostgresServer.GetAsync()).CreateMigratedAsync();
}

/// <summary>A PostgreSQL database without a table.</summary>
public sealed class EmptyPostgresTestDatabase : PostgresTestDatabase
{
    protected override async Task<string> CreateAsync() => await (await PostgresServer.GetAsync()).CreateEmptyAsync();
}
