using System.Data.Common;
using PearlIo.Application.Common;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>
/// Stands between work and a database that is at fault: tries again what failed for a passing reason and may be repeated, refuses
/// at once while the database is away, and turns what is left into <see cref="DatabaseUnavailableException"/>.
/// </summary>
/// <param name="address">For messages.</param>
/// <param name="open">Opens a connection.</param>
/// <param name="dropConnections">Drops the connections that lie in the pool.</param>
/// <param name="policy">When to try again.</param>
/// <param name="telemetry">Counts and logs.</param>
/// <param name="clock">Real time in the service: a clock that a test stops must not stop waiting callers.</param>
internal sealed class DatabaseGuard(
    DatabaseAddress address,
    Func<CancellationToken, Task<DbConnection>> open,
    Action dropConnections,
    RetryPolicy policy,
    DatabaseTelemetry telemetry,
    TimeProvider clock)
{
    private readonly ConnectionBreaker _breaker = new(clock);

    /// <summary>Whether the database answers, as far as anybody has asked.</summary>
    public bool IsReachable => !_breaker.IsOpen;

    /// <summary>Runs work on a connection, again where that may help.</summary>
    /// <param name="work">One try.</param>
    /// <param name="mayRepeat">Whether the last try left nothing behind, given why it failed.</param>
    /// <param name="cancellationToken">Ends the waiting too.</param>
    /// <exception cref="DatabaseUnavailableException">The database could not be asked.</exception>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, Func<PassingFault, bool> mayRepeat, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        Exception? last = null;
        var (lastFault, tries) = (PassingFault.None, 0);
        while (true)
        {
            Enter(last);
            TimeSpan pause;
            DbConnection? connection = null;
            try
            {
                connection = await open(cancellationToken);
                NoteReached();
                return await work(connection);
            }
            catch (Exception e) when (e is DbException or TimeoutException)
            {
                last = e;
                var fault = Note(e, isConnected: connection is not null);

                // A connection that breaks once a server has come up is its first that does.
                (lastFault, tries) = (fault, fault == lastFault ? tries + 1 : 1);
                if (!_breaker.IsOpen && mayRepeat(fault) && policy.NextPause(fault, tries, clock.GetElapsedTime(start)) is { } next)
                {
                    pause = next;
                    telemetry.CountRetry(fault);
                }
                else if (Translate(e, fault) is { } unavailable)
                {
                    throw unavailable;
                }
                else
                {
                    throw;
                }
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                }
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private void Enter(Exception? last)
    {
        if (_breaker.TryEnter())
        {
            return;
        }

        telemetry.CountError("refused");
        throw new DatabaseUnavailableException(
            $"The database has not answered for a while, so that calls are refused at once; one every {ConnectionBreaker.Pause.TotalSeconds:0} s tries.", last)
        {
            IsKnown = true,
        };
    }

    private PassingFault Note(Exception exception, bool isConnected)
    {
        var fault = DatabaseFaults.WhyPassing(exception, isConnected);
        if (fault is PassingFault.Lost)
        {
            // The others in the pool are as dead; what is in use stays.
            dropConnections();
        }
        else if (fault is PassingFault.Unreachable && _breaker.Failed())
        {
            telemetry.LogAway(address.Masked, exception.Message);
        }

        return fault;
    }

    private void NoteReached()
    {
        if (_breaker.Reached() is { } away)
        {
            telemetry.LogBack(address.Masked, away.TotalSeconds);
        }
    }

    private DatabaseUnavailableException? Translate(Exception exception, PassingFault fault)
    {
        if (DatabaseFaults.IsPoolExhausted(exception))
        {
            telemetry.CountError("pool_exhausted");
            return new DatabaseUnavailableException(
                $"All {address.PoolSize} connections to the database were in use for {address.ConnectTimeoutSeconds} seconds. "
                + "Look for slow statements in the log, or raise pool_size in DATABASE_URL.",
                exception);
        }

        var isUnavailable = DatabaseFaults.IsUnavailable(exception);
        telemetry.CountError((isUnavailable, fault) switch
        {
            (_, PassingFault.Conflict) => "conflict",
            (true, _) => "unavailable",
            _ => "failed",
        });
        return isUnavailable ? new DatabaseUnavailableException(exception) { IsKnown = _breaker.IsOpen } : null;
    }
}
