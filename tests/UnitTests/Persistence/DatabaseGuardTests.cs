using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Persistence;

public sealed class DatabaseGuardTests : IDisposable
{
    private static readonly NpgsqlException Refused = new("", new SocketException((int)SocketError.ConnectionRefused));
    private static readonly PostgresException Broken = new("", "FATAL", "FATAL", "57P01");
    private static readonly NpgsqlException Exhausted = new("The connection pool has been exhausted, ...", new TimeoutException());

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeClock _clock = new();
    private readonly DatabaseGuard _guard;
    private Func<DbConnection> _connect = () => Substitute.For<DbConnection>();
    private int _tries;
    private int _dropped;

    public DatabaseGuardTests() => _guard = new DatabaseGuard(
        DatabaseAddress.Parse("postgresql://u:hunter2@h/db?pool_size=7&connect_timeout=3"),
        _ =>
        {
            _tries++;
            return Task.FromResult(_connect());
        },
        () => _dropped++,
        new RetryPolicy(),
        new DatabaseTelemetry(
            _services.GetRequiredService<IMeterFactory>(), Options.Create(new DatabaseOptions()), NullLogger<DatabaseTelemetry>.Instance),
        _clock);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Waits_for_a_compute_that_wakes_up()
    {
        _connect = () =>
        {
            // The first connection is held for eight seconds before it is cut, the next two are refused.
            _clock.Advance(TimeSpan.FromSeconds(_tries == 1 ? 8 : 0));
            return _tries <= 3 ? throw Refused : Substitute.For<DbConnection>();
        };

        Assert.Equal(("rows", 4), (await RunAsync(() => "rows"), _tries));
    }

    [Fact]
    public async Task Gives_up_in_the_end_and_tells_the_cause()
    {
        var start = _clock.GetUtcNow();

        var given = await LoseDatabaseAsync();

        Assert.Same(Refused, given.InnerException);
        Assert.InRange(_clock.GetUtcNow() - start, ConnectionBreaker.Patience, new RetryPolicy().Patience);
    }

    [Fact]
    public async Task Refuses_at_once_while_the_database_is_away_and_notices_when_it_is_back()
    {
        await LoseDatabaseAsync();
        Assert.False(_guard.IsReachable);

        _connect = () => Substitute.For<DbConnection>();
        _tries = 0;
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => "rows"));
        Assert.True(refused.IsKnown);
        Assert.Equal(0, _tries);

        _clock.Advance(ConnectionBreaker.Pause);
        Assert.Equal("rows", await RunAsync(() => "rows"));
        Assert.True(_guard.IsReachable);
    }

    [Fact]
    public async Task Takes_one_try_for_enough_while_the_database_is_away()
    {
        await LoseDatabaseAsync();
        _clock.Advance(ConnectionBreaker.Pause);
        _tries = 0;

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => "rows"));

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Does_not_repeat_what_may_have_left_something_behind()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => throw Broken, mayRepeat: false));

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Does_not_go_on_with_a_statement_that_kills_its_connection_nor_makes_others_pay_for_it()
    {
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => throw Broken));
            _clock.Advance(ConnectionBreaker.Patience);
        }

        Assert.Equal(30, _tries);
        Assert.Equal("rows", await RunAsync(() => "rows"));
    }

    [Fact]
    public async Task Does_not_wait_twice_for_a_connection_of_the_pool_and_says_what_to_do()
    {
        _connect = () => throw Exhausted;
        for (var i = 0; i < 20; i++)
        {
            var exhausted = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => "rows"));
            _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(
                "All 7 connections to the database were in use for 3 seconds. Look for slow statements in the log, or raise pool_size in DATABASE_URL.",
                exhausted.Message);
        }

        Assert.Equal(20, _tries);
        Assert.True(_guard.IsReachable);
        Assert.Equal(0, _dropped);
    }

    [Fact]
    public async Task Drops_the_connections_of_the_pool_with_one_that_broke()
    {
        Assert.Equal("rows", await RunAsync(() => _tries == 1 ? throw Broken : "rows"));

        Assert.Equal(1, _dropped);
    }

    [Fact]
    public async Task Goes_on_when_a_server_breaks_a_connection_just_after_it_came_up()
    {
        _connect = () => _tries <= 4 ? throw Refused : Substitute.For<DbConnection>();

        Assert.Equal("rows", await RunAsync(() => _tries == 5 ? throw Broken : "rows"));
    }

    [Fact]
    public async Task Passes_on_what_the_server_has_against_a_statement()
    {
        var wrong = new PostgresException("", "ERROR", "ERROR", "42601");

        Assert.Same(wrong, await Assert.ThrowsAsync<PostgresException>(() => RunAsync(() => throw wrong)));
    }

    [Fact]
    public async Task Stops_waiting_with_its_caller()
    {
        using var stopping = new CancellationTokenSource();
        _connect = () => throw Refused;
        var running = _guard.RunAsync(_ => Task.FromResult("rows"), _ => true, stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task<DatabaseUnavailableException> LoseDatabaseAsync()
    {
        _connect = () => throw Refused;
        return Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => "rows"));
    }

    private async Task<string> RunAsync(Func<string> work, bool mayRepeat = true)
    {
        var running = Task.Run(() => _guard.RunAsync(_ => Task.FromResult(work()), _ => mayRepeat, CancellationToken.None));
        await _clock.RunAsync(running);
        return await running;
    }
}
