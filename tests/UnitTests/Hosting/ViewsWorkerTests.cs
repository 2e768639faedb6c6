using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.Common;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using PearlIo.WebApi.Hosting;

namespace PearlIo.UnitTests.Hosting;

public sealed class ViewsWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeClock _clock = new();
    private readonly IImageViewRepository _views = Substitute.For<IImageViewRepository>();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceActivity _activity;
    private readonly ViewCounter _counter;
    private readonly ViewsWorker _worker;
    private int _failures;

    public ViewsWorkerTests()
    {
        _activity = new ServiceActivity(_clock);
        _activity.Start();
        _counter = new ViewCounter(_views, new CallerContext(), _clock, NullLogger<ViewCounter>.Instance);
        _worker = new ViewsWorker(_counter, _activity, _clock, NullLogger<ViewsWorker>.Instance);
        _views.AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            if (Interlocked.Decrement(ref _failures) >= 0)
            {
                return Task.FromException(new DatabaseUnavailableException(new IOException("away")));
            }

            _written.TrySetResult();
            return Task.CompletedTask;
        });
    }

    public void Dispose()
    {
        _worker.Dispose();
        _counter.Dispose();
    }

    [Fact]
    public async Task Writes_some_seconds_after_the_first_answer_and_long_before_the_service_is_idle()
    {
        await _worker.StartAsync(CancellationToken.None);
        Count();
        await _clock.RunAsync(_written.Task).WaitAsync(Patience);
        await _worker.StopAsync(CancellationToken.None);

        Assert.InRange(_clock.GetUtcNow() - FakeClock.Noon, TimeSpan.FromSeconds(10), ServiceActivity.IdleAfter / 2);
        await _views.Received(1).AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Tries_again_while_the_database_is_away()
    {
        _failures = 2;
        await _worker.StartAsync(CancellationToken.None);
        Count();
        await _clock.RunAsync(_written.Task).WaitAsync(Patience);
        await _worker.StopAsync(CancellationToken.None);

        await _views.Received(3).AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Writes_what_is_left_where_it_is_stopped()
    {
        await _worker.StartAsync(CancellationToken.None);
        Count();
        await _worker.StopAsync(CancellationToken.None);

        Assert.True(_written.Task.IsCompleted);
    }

    [Fact]
    public async Task Stops_though_the_database_is_away()
    {
        _failures = int.MaxValue;
        await _worker.StartAsync(CancellationToken.None);
        Count();
        await _worker.StopAsync(CancellationToken.None);

        Assert.False(_written.Task.IsCompleted);
    }

    [Fact]
    public async Task Touches_no_database_where_nothing_was_counted()
    {
        await _worker.StartAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(1));
        await _worker.StopAsync(CancellationToken.None);

        await _views.DidNotReceiveWithAnyArgs().AddAsync(default(ViewBatch)!, default);
    }

    private void Count() => _counter.Count(Tenant.DefaultId, Make.ProjectId, routeId: null, "x", ViewOutcome.Hit, slot: null, bytesSent: 1);
}
