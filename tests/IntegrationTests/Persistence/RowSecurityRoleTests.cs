using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>The service as different users of the server, each with a database of its own: what they may do besides changes nothing.</summary>
public sealed class RowSecurityRoleTests : IAsyncLifetime
{
    private const string Password = "hunter2";

    private static readonly Guid Another = Guid.Parse("00000000-0000-7000-8000-0000000000bb");

    private readonly string _owner = PostgresServer.NewName();
    private readonly string _server = PostgresServer.NewName();
    private PostgresServer _postgres = null!;
    private string _url = "";

    private string OwnersUrl => PostgresServer.WithUser(_url, _owner, Password);

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.GetAsync();
        await _postgres.ExecuteAsync($"do $$ begin create role {DatabaseScope.Role} nologin; exception when duplicate_object or unique_violation then null; end $$");
        _url = await _postgres.CreateEmptyAsync();
    }

    public async Task DisposeAsync()
    {
        await _postgres.DropAsync(_url);
        await _postgres.ExecuteAsync($"drop role if exists {_owner}, {_server}");
    }

    [Fact]
    public Task Keeps_tenants_apart_as_a_superuser() => AssertKeepsApartAsync(_url);

    [Fact]
    public async Task Keeps_tenants_apart_as_an_owner_who_bypasses_row_security_as_Neon_makes_them()
    {
        await MakeRoleAsync(_owner, "inherit createrole createdb bypassrls replication");
        await OwnAsync();

        await AssertKeepsApartAsync(OwnersUrl);
    }

    [Fact]
    public async Task Keeps_tenants_apart_as_a_plain_owner()
    {
        await MakeRoleAsync(_owner, $"in role {DatabaseScope.Role}");
        await OwnAsync();

        await AssertKeepsApartAsync(OwnersUrl);
    }

    [Fact]
    public async Task Keeps_tenants_apart_as_a_user_who_owns_nothing_and_was_let_in_by_the_migrations()
    {
        await MakeRoleAsync(_owner, "createrole");
        await _postgres.ExecuteAsync($"grant {DatabaseScope.Role} to {_owner} with admin option");
        await MakeRoleAsync(_server, "");
        await OwnAsync();

        await AssertKeepsApartAsync(PostgresServer.WithUser(_url, _server, Password), OwnersUrl);
    }

    [Fact]
    public async Task Says_what_an_administrator_should_do_where_a_plain_owner_may_not_take_on_the_role()
    {
        await MakeRoleAsync(_owner, "");
        await OwnAsync();
        await using var services = Serve(OwnersUrl);
        var migrator = services.GetRequiredService<IDatabaseMigrator>();

        var up = await Assert.ThrowsAsync<MigrationException>(() => migrator.UpAsync(target: null, CancellationToken.None));
        var status = await Assert.ThrowsAsync<MigrationException>(() => migrator.GetStatusAsync(CancellationToken.None));
        var what = $"grant {DatabaseScope.Role} to \"{_owner}\"";
        Assert.Contains(what, up.Message, StringComparison.Ordinal);
        Assert.Contains(what, status.Message, StringComparison.Ordinal);

        await _postgres.ExecuteAsync($"grant {DatabaseScope.Role} to {_owner}");
        await AssertKeepsApartAsync(OwnersUrl);
    }

    private static ServiceProvider Serve(string url, string? directUrl = null) => TestDatabase.BuildServices(
        url, s => s.Configure<DatabaseOptions>(o => o.DirectUrl = directUrl));

    private static async Task AssertKeepsApartAsync(string url, string? directUrl = null)
    {
        await using var services = Serve(url, directUrl);
        var migrator = services.GetRequiredService<IDatabaseMigrator>();
        await migrator.UpAsync(target: null, CancellationToken.None);
        await migrator.GetStatusAsync(CancellationToken.None);
        await MakeAnotherTenantAsync(services);
        var callers = services.GetRequiredService<CallerContext>();
        var (project, route, image) = await FillAsync(services);

        using (callers.Enter(Caller.Service(Another)))
        {
            var projects = services.GetRequiredService<IProjectRepository>();
            var routes = services.GetRequiredService<IRouteRepository>();
            var images = services.GetRequiredService<ICachedImageRepository>();
            var doomed = services.GetRequiredService<IDoomedObjectRepository>();

            Assert.Null(await projects.FindAsync(project.Id, CancellationToken.None));
            Assert.Empty(await projects.ListAsync(after: null, 100, CancellationToken.None));
            Assert.Equal(WriteOutcome.NotFound, await projects.UpdateAsync(project with { Title = "Taken" }, project.Version, CancellationToken.None));
            Assert.Equal(WriteOutcome.NotFound, await projects.DeleteAsync(project.Id, expectedVersion: null, Make.Time, CancellationToken.None));
            Assert.Null(await routes.FindAsync(project.Id, route.Id, CancellationToken.None));
            Assert.Empty(await routes.ListAsync(project.Id, after: null, 100, CancellationToken.None));
            Assert.Empty(await routes.ListAllAsync(project.Id, CancellationToken.None));
            Assert.Equal(WriteOutcome.NotFound, await routes.UpdateAsync(route, route.Version, CancellationToken.None));
            Assert.Equal(WriteOutcome.NotFound, await routes.DeleteAsync(project.Id, route.Id, expectedVersion: null, Make.Time, CancellationToken.None));
            Assert.Equal(WriteOutcome.NotFound, await routes.AddAsync(Make.Route(project.Id, "/mine") with { TenantId = Another }, CancellationToken.None));
            Assert.Null(await images.FindCardAsync(image.Slot, CancellationToken.None));
            Assert.Equal(0, await images.DeleteExpiredAsync(DateTimeOffset.MaxValue, 100, CancellationToken.None));
            Assert.Empty(await doomed.ListAsync(after: null, 100, CancellationToken.None));
            await AssertRefusedAsync(() => projects.AddAsync(Make.Project(), CancellationToken.None));
            await AssertRefusedAsync(() => images.AddAsync(Make.Image(project.Id, route.Id), CancellationToken.None));

            // Its own tenant is right, the project is not: no key leads there.
            Assert.Equal(WriteOutcome.NotFound, await images.AddAsync(Make.Image(project.Id) with { TenantId = Another }, CancellationToken.None));

            // A slot belongs to its tenant, so that the same one can be had by both.
            var own = Make.Project() with { TenantId = Another };
            await projects.AddAsync(own, CancellationToken.None);
            Assert.Equal(WriteOutcome.Done, await images.AddAsync(Make.Image(own.Id, slot: image.Slot) with { TenantId = Another }, CancellationToken.None));
            Assert.Equal(own.Id, Assert.Single(await projects.ListAsync(after: null, 100, CancellationToken.None)).Id);
        }

        Assert.Equal(project.Title, (await services.GetRequiredService<IProjectRepository>().FindAsync(project.Id, CancellationToken.None))!.Title);
        Assert.Single(await services.GetRequiredService<IRouteRepository>().ListAllAsync(project.Id, CancellationToken.None));
        Assert.Equal(Make.Card(image), await services.GetRequiredService<ICachedImageRepository>().FindCardAsync(image.Slot, CancellationToken.None));
        Assert.Equal(1, await services.GetRequiredService<ICachedImageRepository>().DeleteExpiredAsync(image.ExpiresAt.AddDays(1), 100, CancellationToken.None));
        Assert.Single(await services.GetRequiredService<IDoomedObjectRepository>().ListAsync(after: null, 100, CancellationToken.None));
        await AssertFunctionsAnswerAsync(services, project);
    }

    // What crosses tenants works whoever owns it.
    private static async Task AssertFunctionsAnswerAsync(ServiceProvider services, Project project)
    {
        var directory = services.GetRequiredService<ITenantDirectory>();
        Assert.Equal(Tenant.DefaultId, await directory.FindOfProjectAsync(project.Id, CancellationToken.None));
        Assert.Equal([Tenant.DefaultId, Another], await directory.ListIdsAsync(CancellationToken.None));
        var partitions = services.GetRequiredService<IPartitions>();
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3);
        Assert.Equal(PartitionOutcome.Made, await partitions.MakeAsync(day, CancellationToken.None));
        Assert.Equal([day], await partitions.ListDaysAsync(CancellationToken.None));
        Assert.Equal(0, await partitions.CountDefaultRowsAsync(day, day.AddDays(1), CancellationToken.None));
        Assert.Equal(PartitionOutcome.Dropped, await partitions.DropAsync(day, CancellationToken.None));
    }

    private static async Task AssertRefusedAsync(Func<Task> write) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(write)).SqlState);

    private static async Task<(Project Project, Domain.Routes.Route Route, Domain.CachedImages.CachedImage Image)> FillAsync(ServiceProvider services)
    {
        var project = Make.Project();
        await services.GetRequiredService<IProjectRepository>().AddAsync(project, CancellationToken.None);
        var route = Make.Route(project.Id);
        await services.GetRequiredService<IRouteRepository>().AddAsync(route, CancellationToken.None);
        var image = Make.Image(project.Id, route.Id);
        await services.GetRequiredService<ICachedImageRepository>().AddAsync(image, CancellationToken.None);
        return ((await services.GetRequiredService<IProjectRepository>().FindAsync(project.Id, CancellationToken.None))!, route, image);
    }

    private static Task<int> MakeAnotherTenantAsync(ServiceProvider services) => services.GetRequiredService<Database>().WriteAsync(
        DatabaseScope.AllTenants,
        session => session.ExecuteAsync(
            "insert into tenants (id, name, created_at) values (@id, 'another', now())", new { id = Another }, CancellationToken.None),
        CancellationToken.None);

    private Task MakeRoleAsync(string name, string options) => _postgres.ExecuteAsync($"create role {name} login password '{Password}' {options}");

    private Task OwnAsync() => _postgres.ExecuteAsync($"alter database \"{DatabaseAddress.Parse(_url).DatabaseName}\" owner to {_owner}");
}
