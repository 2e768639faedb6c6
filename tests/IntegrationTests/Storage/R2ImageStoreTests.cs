using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Storage;

/// <summary>The store on a server that takes no more than R2 does, and on one that is at fault.</summary>
public sealed class R2ImageStoreTests : ImageStoreContract, IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<StoreTelemetry>().BuildServiceProvider();
    private S3Stub _stub = null!;
    private S3ImageStore _store = null!;

    protected override IImageStore Store => _store;

    public async Task InitializeAsync()
    {
        _stub = await S3Stub.StartAsync();
        _store = Open();
    }

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _stub.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Tries_again_where_the_server_is_too_busy_for_a_moment()
    {
        var name = Name();
        _stub.Fail("PUT", S3Fault.SlowDown, times: 1);
        await Store.PutAsync(name, "card"u8.ToArray(), CancellationToken.None);
        _stub.Fail("GET", S3Fault.SlowDown, times: 1);

        Assert.Equal("card"u8.ToArray(), await Store.GetAsync(name, CancellationToken.None));
        Assert.Equal(["PUT", "PUT", "GET", "GET"], _stub.Calls);
    }

    [Theory]
    [InlineData(S3Fault.SlowDown, true)]
    [InlineData(S3Fault.Silent, true)]
    [InlineData(S3Fault.Reset, true)]
    [InlineData(S3Fault.Denied, false)]
    [InlineData(S3Fault.NoBucket, false)]
    [InlineData(S3Fault.StrangePage, false)]
    public async Task Never_takes_a_fault_for_an_absence(S3Fault fault, bool mayPass)
    {
        var name = Name();
        await Store.PutAsync(name, new byte[2000], CancellationToken.None);
        using var store = Open(firstByte: TimeSpan.FromMilliseconds(500));

        foreach (var call in new[] { "GET", "PUT", "DELETE", "LIST" })
        {
            _stub.Fail(call, fault);
            var exception = await Assert.ThrowsAnyAsync<IOException>(() => call switch
            {
                "GET" => store.GetAsync(name, CancellationToken.None),
                "PUT" => store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None),
                "DELETE" => store.DeleteAsync(name, CancellationToken.None),
                _ => store.ListAsync(prefix: null, CancellationToken.None).ToListAsync().AsTask(),
            });
            Assert.Equal(mayPass, exception is StoreAwayException);
            Assert.Contains(S3Stub.Bucket, exception.Message, StringComparison.Ordinal);
        }

        _stub.Mend();
        Assert.Equal(2000, (await Store.GetAsync(name, CancellationToken.None))?.Length);
    }

    [Fact]
    public async Task Tries_no_more_often_than_three_times()
    {
        _stub.Fail("GET", S3Fault.SlowDown);

        await Assert.ThrowsAsync<StoreAwayException>(() => Store.GetAsync(Name(), CancellationToken.None));

        Assert.Equal(["GET", "GET", "GET"], _stub.Calls);
    }

    [Theory]
    [InlineData(S3Fault.Truncated)]
    [InlineData(S3Fault.Reset)]
    public async Task Gives_no_part_of_an_object(S3Fault fault)
    {
        _stub.Fail("GET", fault);

        await Assert.ThrowsAsync<StoreAwayException>(() => Store.GetAsync(Name(), CancellationToken.None));
    }

    [Fact]
    public async Task Gives_up_on_a_call_that_takes_too_long_as_a_whole()
    {
        using var store = Open(wholeCall: TimeSpan.FromMilliseconds(500));
        _stub.Fail("GET", S3Fault.Silent);

        var exception = await Assert.ThrowsAsync<StoreAwayException>(() => store.GetAsync(Name(), CancellationToken.None));

        Assert.Contains("in time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_a_call_under_way_when_told()
    {
        _stub.Fail("GET", S3Fault.Silent);
        using var stopping = new CancellationTokenSource();
        var getting = Store.GetAsync(Name(), stopping.Token);
        await Eventually.TrueAsync(() => _stub.Calls.Count == 1);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting);
    }

    [Fact]
    public async Task Takes_no_error_in_an_answer_with_success_for_an_object_a_write_or_a_list()
    {
        _stub.Fail("GET", S3Fault.ErrorInSuccess);
        await Assert.ThrowsAsync<StoreAwayException>(() => Store.GetAsync(Name(), CancellationToken.None));
        _stub.Fail("PUT", S3Fault.ErrorInSuccess);
        await Assert.ThrowsAsync<StoreAwayException>(() => Store.PutAsync(Name(), "x"u8.ToArray(), CancellationToken.None));
        _stub.Fail("LIST", S3Fault.ErrorInSuccess);
        await Assert.ThrowsAsync<StoreAwayException>(() => ListAsync(prefix: null));
    }

    [Fact]
    public async Task Sees_that_a_deletion_did_not_happen()
    {
        var name = Name();
        await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
        _stub.Fail("DELETE ALL", S3Fault.ErrorInSuccess);

        await Assert.ThrowsAsync<StoreAwayException>(() => Store.DeleteAllAsync(ObjectPrefix.ProjectOf(name), CancellationToken.None));

        _stub.Mend();
        await Store.DeleteAllAsync(ObjectPrefix.ProjectOf(name), CancellationToken.None);
        Assert.Empty(_stub.Keys);
    }

    [Fact]
    public async Task Finds_nothing_where_a_write_was_lost()
    {
        var name = Name();
        _stub.Fail("PUT", S3Fault.Lost);
        await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);

        Assert.Null(await Store.GetAsync(name, CancellationToken.None));
    }

    // Tags are no hashes on every server: the server has checked the body by its signed hash, and readers check it again.
    [Fact]
    public async Task Does_not_mind_a_tag_that_is_not_the_bytes()
    {
        var name = Name();
        _stub.Fail("PUT", S3Fault.WrongTag);
        await Store.PutAsync(name, "card"u8.ToArray(), CancellationToken.None);

        Assert.Equal("card"u8.ToArray(), await Store.GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_one_by_one_where_the_server_cannot_delete_many_and_asks_no_second_time()
    {
        _stub.Fail("DELETE ALL", S3Fault.Unknown);
        for (var round = 0; round < 2; round++)
        {
            var project = Guid.CreateVersion7();
            for (var i = 0; i < 7; i++)
            {
                await Store.PutAsync(Name(project), "x"u8.ToArray(), CancellationToken.None);
            }

            await Store.DeleteAllAsync(ObjectPrefix.Project(project), CancellationToken.None);
            Assert.Empty(_stub.Keys);
        }

        Assert.Single(_stub.Calls, c => c is "DELETE ALL");
    }

    [Fact]
    public async Task Refuses_an_object_that_would_fill_the_memory()
    {
        var name = Name();
        _stub.Put(name.Value, new byte[33 << 20]);

        var fault = await Assert.ThrowsAsync<IOException>(() => Store.GetAsync(name, CancellationToken.None));

        Assert.Contains("no card", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measures_each_call()
    {
        var calls = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name is "pearl_store_seconds" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            calls.Add(string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        listener.Start();
        var name = Name();

        await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
        await Store.GetAsync(name, CancellationToken.None);
        await ListAsync(prefix: null);
        await Store.DeleteAsync(name, CancellationToken.None);

        Assert.Equal(["store=s3 call=put", "store=s3 call=get", "store=s3 call=list", "store=s3 call=delete"], calls, StringComparer.Ordinal);
    }

    protected override Task PutForeignAsync(string key)
    {
        _stub.Put(key, "foreign"u8.ToArray());
        return Task.CompletedTask;
    }

    private S3ImageStore Open(TimeSpan? firstByte = null, TimeSpan? wholeCall = null) => new(
        new S3Connection
        {
            Endpoint = _stub.Endpoint,
            Region = "auto",
            Bucket = S3Stub.Bucket,
            AccessKeyId = "id",
            SecretAccessKey = "secret",
            FirstByte = firstByte ?? TimeSpan.FromSeconds(60),
            WholeCall = wholeCall ?? TimeSpan.FromSeconds(120),
        },
        _services.GetRequiredService<StoreTelemetry>());
}
