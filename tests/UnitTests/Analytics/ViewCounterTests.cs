using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.Common;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Analytics;

public sealed class ViewCounterTests : IDisposable
{
    private static readonly Guid OtherTenant = new("0195a000-0000-7000-8000-0000000000ee");

    private readonly FakeClock _clock = new();
    private readonly CallerContext _callers = new();
    private readonly IImageViewRepository _views = Substitute.For<IImageViewRepository>();
    private readonly List<ViewBatch> _written = [];
    private readonly ViewCounter _counter;

    public ViewCounterTests()
    {
        _counter = new ViewCounter(_views, _callers, _clock, NullLogger<ViewCounter>.Instance);
        _views.AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>()).Returns(call => Write(call.Arg<ViewBatch>()));
    }

    public void Dispose() => _counter.Dispose();

    [Fact]
    public async Task Writes_what_was_counted_once()
    {
        Count(bytes: 10);
        Count(bytes: 20);
        await FlushAsync();
        await FlushAsync();

        var batch = Assert.Single(_written);
        Assert.Equal(new ViewCount(Make.ProjectId, null, FakeClock.Noon, "x", ViewOutcome.Hit, 2), Assert.Single(batch.Views));
        Assert.Equal(30, Assert.Single(batch.BytesSent).Value);
        Assert.Equal([Make.Slot()], batch.Slots);
    }

    [Fact]
    public async Task Writes_calls_of_the_store_by_tenant_and_day_though_nobody_was_answered()
    {
        _counter.CountStoreCall(Tenant.DefaultId);
        _counter.CountStoreCall(OtherTenant);
        _clock.Advance(TimeSpan.FromHours(12));
        _counter.CountStoreCall(Tenant.DefaultId);
        _counter.CountStoreCall(Tenant.DefaultId);
        Assert.True(_counter.WaitAsync(CancellationToken.None).IsCompleted);
        await FlushAsync();
        await FlushAsync();

        var day = DateOnly.FromDateTime(FakeClock.Noon.UtcDateTime);
        Assert.Equal(2, _written.Count);
        Assert.Equal([(day, 1L), (day.AddDays(1), 2L)], Of(Tenant.DefaultId));
        Assert.Equal([(day, 1L)], Of(OtherTenant));

        IEnumerable<(DateOnly, long)> Of(Guid tenant) => _written.Single(b => b.TenantId == tenant).StoreCalls.Select(c => (c.Key, c.Value)).Order();
    }

    [Fact]
    public async Task Keeps_tenants_apart_and_writes_each_on_its_own_behalf()
    {
        Count();
        Count(tenant: OtherTenant);
        await FlushAsync();

        Assert.Equal([Tenant.DefaultId, OtherTenant], _written.Select(b => b.TenantId).Order());
        Assert.All(_written, b => Assert.Equal(1, b.Views.Sum(v => v.Count)));
    }

    [Fact]
    public async Task Tells_a_hit_of_a_card_once_an_hour()
    {
        Count();
        await FlushAsync();
        Count();
        await FlushAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Count();
        await FlushAsync();

        Assert.Equal([1, 0, 1], _written.Select(b => b.Slots.Count));
    }

    [Fact]
    public async Task Keeps_the_same_batch_until_it_is_written_and_counts_on_meanwhile()
    {
        Count();
        _views.AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>()).Returns(_ => Task.FromException(new DatabaseUnavailableException(new IOException("away"))));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(FlushAsync);
        Count();
        await Assert.ThrowsAsync<DatabaseUnavailableException>(FlushAsync);
        var tried = _views.ReceivedCalls().Select(c => ((ViewBatch)c.GetArguments()[0]!).Id).Distinct().Count();
        _views.AddAsync(Arg.Any<ViewBatch>(), Arg.Any<CancellationToken>()).Returns(call => Write(call.Arg<ViewBatch>()));
        await FlushAsync();

        Assert.Equal(1, tried);
        Assert.Equal(2, _written.Sum(b => b.Views.Sum(v => v.Count)));
        Assert.Equal(2, _written.DistinctBy(b => b.Id).Count());
    }

    [Fact]
    public async Task Writes_the_batches_of_others_where_one_is_refused()
    {
        Count();
        Count(tenant: OtherTenant);
        _views.AddAsync(Arg.Is<ViewBatch>(b => b.TenantId == Tenant.DefaultId), Arg.Any<CancellationToken>()).Returns(_ => Task.FromException(new InvalidOperationException("bug")));
        await Assert.ThrowsAsync<AggregateException>(FlushAsync);

        Assert.Equal(OtherTenant, Assert.Single(_written).TenantId);
        Assert.True(_counter.WaitAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Sums_further_kinds_up_by_project_where_there_are_too_many_and_asks_to_be_written()
    {
        for (var i = 0; i < ViewCounter.MaxKinds; i++)
        {
            Count(route: Guid.CreateVersion7(), slotted: false);
        }

        Assert.False(_counter.WaitUntilFullAsync(CancellationToken.None).IsCompleted);
        Count(route: Make.OtherId, slotted: false);
        Count(route: Make.OtherId, slotted: false);
        Assert.True(_counter.WaitUntilFullAsync(CancellationToken.None).IsCompleted);
        await FlushAsync();

        var summed = Assert.Single(_written.SelectMany(b => b.Views), v => v.RouteId is null);
        Assert.Equal((Crawlers.Other, 2), (summed.Crawler, summed.Count));
        Assert.Equal(ViewCounter.MaxKinds + 2, _written.Sum(b => b.Views.Sum(v => v.Count)));
    }

    [Fact]
    public async Task Loses_no_answer_and_counts_none_twice_while_hours_pass_and_others_write()
    {
        const int Writers = 4;
        const int Each = 20_000;
        var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            var random = new Random(w);
            for (var i = 0; i < Each; i++)
            {
                Count(route: random.Next(3) == 0 ? Make.OtherId : null, bytes: 1);
                if (w == 0 && i % 1_000 == 0)
                {
                    _clock.Advance(TimeSpan.FromMinutes(30));
                }
            }
        })).ToList();
        while (!writers.TrueForAll(w => w.IsCompleted))
        {
            await FlushAsync();
        }

        await Task.WhenAll(writers);
        await FlushAsync();

        Assert.Equal(Writers * Each, _written.Sum(b => b.Views.Sum(v => v.Count)));
        Assert.Equal(Writers * Each, _written.Sum(b => b.BytesSent.Values.Sum()));
    }

    [Fact]
    public void Counts_without_an_allocation()
    {
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Count();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    private Task Write(ViewBatch batch)
    {
        Assert.Equal(batch.TenantId, _callers.Current.TenantId);
        _written.Add(batch);
        return Task.CompletedTask;
    }

    private void Count(Guid? tenant = null, Guid? route = null, int bytes = 0, bool slotted = true) =>
        _counter.Count(tenant ?? Tenant.DefaultId, Make.ProjectId, route, "x", ViewOutcome.Hit, slotted ? Slot : null, bytes);

    private static readonly Domain.CachedImages.Slot Slot = Make.Slot();

    private Task FlushAsync() => _counter.FlushAsync(CancellationToken.None);
}
