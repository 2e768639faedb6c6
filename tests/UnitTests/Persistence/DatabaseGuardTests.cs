using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using PearlIo.Application.Common;
using PearlIo.Infrastructure.Persistence;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Persistence;

public sealed class DatabaseGuardTests : IDisposable
{
    private static readonly NpgsqlException Refused = new("", new SocketException((int)SocketError.ConnectionRefused));
    private static readonly NpgsqlException Exhausted = new("The connection pool has been exhausted, ...", new TimeoutException());

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeClock _clock = new();
    private readonly DatabaseGuard _guard;
    private int _dropped;

    public DatabaseGuardTests() => _guard = new DatabaseGuard(
        DatabaseAddress.Parse("postgresql://u:hunter2@h/db?pool_size=7&connect_timeout=3"),
        new RetryPolicy(),
        () => _dropped++,
        new DatabaseTelemetry(
            _services.GetRequiredService<IMeterFactory>(), Options.Create(new DatabaseOptions()), NullLogger<DatabaseTelemetry>.Instance),
        _clock);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Waits_for_a_compute_that_wakes_up()
    {
        var tries = 0;

        var answer = await RunAsync(() =>
        {
            // The first connection is held for eight seconds before it is cut, the next two are refused.
            _clock.Advance(TimeSpan.FromSeconds(tries == 0 ? 8 : 0));
            return ++tries <= 3 ? throw Refused : Task.FromResult("rows");
        });

        Assert.Equal(("rows", 4), (answer, tries));
    }

    [Fact]
    public async Task Gives_up_in_the_end_and_tells_the_cause()
    {
        var start = _clock.GetUtcNow();

        var given = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => throw Refused));

        Assert.Same(Refused, given.InnerException);
        Assert.InRange(_clock.GetUtcNow() - start, ConnectionBreaker.Patience, new RetryPolicy().Patience);
    }

    [Fact]
    public async Task Refuses_at_once_while_the_database_is_away_and_notices_when_it_is_back()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => throw Refused));
        Assert.False(_guard.IsReachable);

        var tries = 0;
        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _guard.RunAsync(() => Task.FromResult(++tries), _ => true, CancellationToken.None));
        Assert.True(refused.IsKnown);
        Assert.Equal(0, tries);

        _clock.Advance(ConnectionBreaker.Pause);
        Assert.Equal(1, await _guard.RunAsync(() => Task.FromResult(++tries), _ => true, CancellationToken.None));
        Assert.True(_guard.IsReachable);
    }

    [Fact]
    public async Task Takes_one_try_for_enough_while_the_database_is_away()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => throw Refused));
        _clock.Advance(ConnectionBreaker.Pause);
        var tries = 0;

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => ++tries > 0 ? throw Refused : Task.FromResult("")));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Does_not_repeat_what_may_have_left_something_behind()
    {
        var tries = 0;

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _guard.RunAsync<string>(
            () =>
            {
                tries++;
                throw Refused;
            },
            mayRepeat: _ => false,
            CancellationToken.None));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Does_not_wait_twice_for_a_connection_of_the_pool_and_says_what_to_do()
    {
        var tries = 0;
        for (var i = 0; i < 20; i++)
        {
            var exhausted = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => RunAsync(() => ++tries > 0 ? throw Exhausted : Task.FromResult("")));
            _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Equal(
                "All 7 connections to the database were in use for 3 seconds. Look for slow statements in the log, or raise pool_size in DATABASE_URL.",
                exhausted.Message);
        }

        Assert.Equal(20, tries);
        Assert.True(_guard.IsReachable);
        Assert.Equal(0, _dropped);
    }

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("08006", true)]
    [InlineData("53300", false)]
    public async Task Drops_the_connections_that_are_as_dead(string sqlState, bool dropped)
    {
        var tries = 0;

        await RunAsync(() => tries++ == 0 ? throw new PostgresException("", "FATAL", "FATAL", sqlState) : Task.FromResult(""));

        Assert.Equal(dropped ? 1 : 0, _dropped);
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
        var running = _guard.RunAsync<string>(
            async () =>
            {
                await stopping.CancelAsync();
                throw Refused;
            },
            _ => true,
            stopping.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<string> RunAsync(Func<Task<string>> attempt)
    {
        var running = Task.Run(() => _guard.RunAsync(attempt, _ => true, CancellationToken.None));
        await _clock.RunAsync(running);
        return await running;
    }
}
