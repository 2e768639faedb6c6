using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteTransactionTests(SqliteTestDatabase database) : TransactionContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresTransactionTests(PostgresTestDatabase database) : TransactionContract(database), IClassFixture<PostgresTestDatabase>;

/// <summary>A request that changes rows is kept whole or not at all, whichever repositories its handler calls.</summary>
public abstract class TransactionContract(TestDatabase database) : IAsyncLifetime
{
    private readonly Project _project = Make.Project();
    private ServiceProvider _services = null!;

    private IMediator Mediator => _services.GetRequiredService<IMediator>();

    public Task InitializeAsync()
    {
        _services = TestDatabase.BuildServices(database.Url, s => s
            .AddSingleton(TimeProvider.System)
            .AddPearlApplication()
            .AddTransient<IRequestHandler<AddBoth, Result<Project>>, AddBoth.Handler>());
        return database.ClearAsync();
    }

    public Task DisposeAsync() => _services.DisposeAsync().AsTask();

    [Fact]
    public async Task Keeps_what_two_repositories_wrote()
    {
        var result = await Mediator.Send(new AddBoth(_project, _ => Task.FromResult<Result<Project>>(_project)));

        Assert.Null(result.Failure);
        Assert.NotNull(await database.Projects.FindAsync(_project.Id, CancellationToken.None));
        Assert.Single(await database.Routes.ListAllAsync(_project.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_nothing_of_a_handler_that_ends_with_a_failure()
    {
        var failure = new Failure(FailureKind.Conflict, "late", "Too late.");

        var result = await Mediator.Send(new AddBoth(_project, _ => Task.FromResult<Result<Project>>(failure)));

        Assert.Same(failure, result.Failure);
        await AssertNothingKeptAsync();
    }

    [Fact]
    public async Task Does_what_is_to_follow_once_it_is_kept_and_never_where_it_is_not()
    {
        var transactions = _services.GetRequiredService<ITransactions>();
        List<string> done = [];
        async Task<bool> RunAsync(string what, bool keep) => await transactions.RunAsync(
            async () =>
            {
                await database.Projects.FindAsync(_project.Id, CancellationToken.None);
                transactions.AfterCommit(() => done.Add(what));
                Assert.DoesNotContain(what, done, StringComparer.Ordinal);
                return keep;
            },
            kept => kept,
            CancellationToken.None);

        await RunAsync("kept", keep: true);
        await RunAsync("taken back", keep: false);
        transactions.AfterCommit(() => done.Add("alone"));

        Assert.Equal(["kept", "alone"], done);
    }

    [Fact]
    public async Task Keeps_nothing_of_a_handler_that_throws()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Mediator.Send(new AddBoth(_project, _ => throw new InvalidOperationException("Midway."))));

        await AssertNothingKeptAsync();
    }

    [Fact]
    public async Task Lets_the_handler_see_what_it_wrote_and_nobody_else_before_the_end()
    {
        await Mediator.Send(new AddBoth(_project, async projects =>
        {
            Assert.NotNull(await projects.FindAsync(_project.Id, CancellationToken.None));

            // Another flow of calls has no part in the transaction.
            Task<Project?> outside;
            using (ExecutionContext.SuppressFlow())
            {
                outside = Task.Run(() => _services.GetRequiredService<IProjectRepository>().FindAsync(_project.Id, CancellationToken.None));
            }

            Assert.Null(await outside);
            return _project;
        }));

        Assert.NotNull(await database.Projects.FindAsync(_project.Id, CancellationToken.None));
    }

    // A repository whose own part must not be kept takes the whole with it: a handler that goes on as if nothing were is a mistake that is told.
    [Fact]
    public async Task Refuses_to_keep_the_whole_where_a_part_did_not_end_well()
    {
        var routes = _services.GetRequiredService<IRouteRepository>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Mediator.Send(new AddBoth(_project, async _ =>
        {
            Assert.Equal(WriteOutcome.Taken, await routes.AddAsync(Make.Route(_project.Id), CancellationToken.None));
            return _project;
        })));

        await AssertNothingKeptAsync();
    }

    [Fact]
    public async Task Is_over_once_the_request_is_answered()
    {
        await Mediator.Send(new AddBoth(_project, _ => Task.FromResult<Result<Project>>(_project)));
        var second = Make.Project();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Mediator.Send(new AddBoth(second, _ => throw new InvalidOperationException("Midway."))));
        await _services.GetRequiredService<IProjectRepository>().AddAsync(second, CancellationToken.None);

        Assert.NotNull(await database.Projects.FindAsync(_project.Id, CancellationToken.None));
        Assert.NotNull(await database.Projects.FindAsync(second.Id, CancellationToken.None));
    }

    private async Task AssertNothingKeptAsync()
    {
        Assert.Null(await database.Projects.FindAsync(_project.Id, CancellationToken.None));
        Assert.Equal(0, await database.GetAsync<long>("select count(*) from routes"));
    }

    internal sealed record AddBoth(Project Project, Func<IProjectRepository, Task<Result<Project>>> End) : IRequest<Result<Project>>, ITransactional
    {
        internal sealed class Handler(IProjectRepository projects, IRouteRepository routes) : IRequestHandler<AddBoth, Result<Project>>
        {
            public async Task<Result<Project>> Handle(AddBoth request, CancellationToken cancellationToken)
            {
                await projects.AddAsync(request.Project, cancellationToken);
                await routes.AddAsync(Make.Route(request.Project.Id), cancellationToken);
                return await request.End(projects);
            }
        }
    }
}
