using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Pictures;
using PearlIo.Infrastructure.Rendering;
using PearlIo.TestKit;
using PearlIo.TestKit.Pictures;

namespace PearlIo.FunctionalTests.Pictures;

public sealed class DecoderPoolTests : IAsyncLifetime
{
    private const int MaxSide = 100;

    private ServiceProvider? _services;

    private ServiceProvider Services => _services ??= Provide();

    private IPictureDecoder Decoder => Services.GetRequiredService<IPictureDecoder>();

    private DecoderPool Pool => Services.GetRequiredService<DecoderPool>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_picture_comes_back_scaled_with_its_own_size_and_hash()
    {
        var file = PngSample.Grey(400, 200);
        var decoded = (await DecodeAsync(file)).Value;

        Assert.Equal(("png", 400, 200), (decoded.Format, decoded.Width, decoded.Height));
        Assert.Equal((100, 50, 400, 200), (decoded.Picture.Width, decoded.Picture.Height, decoded.Picture.NaturalWidth, decoded.Picture.NaturalHeight));
        Assert.Equal(Domain.CachedImages.Sha256Hash.Of(file), decoded.Picture.Hash);
        Assert.Equal([0, 0, 0, 255], decoded.Picture.Pixels[..4].ToArray());
        Assert.Same(decoded, (await DecodeAsync(file)).Value);
    }

    [Fact]
    public async Task A_picture_has_the_colours_of_its_profile()
    {
        // As color(display-p3 0.784 0.392 0.196) of CSS: rgb(215 93 31).
        var file = new PngSample(1, 1, 8, 2).With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(0, 200, 100, 50).ToFile();
        Assert.InRange((await DecodeAsync(file)).Value.Picture.Pixels.Span[2], 214, 216);
    }

    [Fact]
    public async Task A_process_stays_for_the_next_picture()
    {
        await DecodeAsync(Grey(1));
        var id = Assert.Single(Pool.ProcessIds);
        await DecodeAsync(Grey(2));
        Assert.Equal([id], Pool.ProcessIds);
    }

    [Fact]
    public async Task A_process_that_is_started_ahead_has_the_first_picture()
    {
        Decoder.Prepare();
        Decoder.Prepare();
        await DecodeAsync(Grey(1));
        var id = Assert.Single(Pool.ProcessIds);
        Decoder.Prepare();
        await DecodeAsync(Grey(2));
        Assert.Equal([id], Pool.ProcessIds);
    }

    [Fact]
    public async Task A_process_that_is_killed_at_work_costs_one_picture()
    {
        await DecodeAsync(Grey(1));
        var id = Assert.Single(Pool.ProcessIds);
        var lost = DecodeAsync(HostilePictures.Endless);
        await Eventually.TrueAsync(() => IsAtWork(id));
        Kill(id);

        Assert.Equal("pictures.crashed", (await lost).Failure?.Code);
        Assert.Equal("png", (await DecodeAsync(Grey(2))).Value.Format);
        Assert.NotEqual([id], Pool.ProcessIds);
    }

    [Fact]
    public async Task A_process_that_is_killed_without_work_costs_none()
    {
        await DecodeAsync(Grey(1));
        var id = Assert.Single(Pool.ProcessIds);
        using (var process = Process.GetProcessById(id))
        {
            Kill(id);
            await process.WaitForExitAsync();
        }

        Assert.Equal("png", (await DecodeAsync(Grey(2))).Value.Format);
    }

    [Fact]
    public async Task A_picture_without_end_ends_with_its_time()
    {
        _services = Provide(("Pictures:DecodeMs", "300"));
        Assert.Equal("pictures.too_slow", (await DecodeAsync(HostilePictures.Endless)).Failure?.Code);
        Assert.Empty(Pool.ProcessIds);
    }

    [Fact]
    public async Task A_picture_without_end_ends_with_its_processor_time()
    {
        _services = Provide(("Pictures:DecodeMs", "60000"));
        Assert.Equal("pictures.too_slow", (await DecodeAsync(HostilePictures.Endless)).Failure?.Code);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        _services = Provide(("Pictures:Processes", "1"), ("Pictures:QueueLength", "1"));
        var slow = DecodeAsync(HostilePictures.Endless);
        await Eventually.TrueAsync(() => Pool.ProcessIds.Count == 1);
        var waiting = DecodeAsync(Grey(1));

        var refused = (await DecodeAsync(Grey(2))).Failure;

        Assert.Equal((FailureKind.TooBusy, "pictures.busy"), (refused?.Kind, refused?.Code));
        Kill(Pool.ProcessIds[0]);
        Assert.Equal("pictures.crashed", (await slow).Failure?.Code);
        Assert.Equal("png", (await waiting).Value.Format);
    }

    [Fact]
    public async Task No_process_outlives_the_service()
    {
        await DecodeAsync(Grey(1));
        using var process = Process.GetProcessById(Pool.ProcessIds[0]);
        await Services.DisposeAsync();
        _services = null;
        await process.WaitForExitAsync();
    }

    [Fact]
    public async Task No_process_outlives_a_service_that_is_killed()
    {
        var start = DecoderCommand.Create("/usr/share/fonts");
        using var process = Process.Start(start)!;
        Assert.Equal(DecoderWire.Hello, process.StandardOutput.BaseStream.ReadByte());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Two_hundred_hostile_pictures_in_a_row_leave_it_as_it_was()
    {
        var largest = 0L;
        var hostile = HostilePictures.All.ToList();
        for (var i = 0; i < 200; i++)
        {
            // A byte behind each makes it a file that was not seen before.
            var (name, file) = hostile[i % hostile.Count];
            var outcome = await DecodeAsync([.. file, (byte)(i / hostile.Count)]);
            Assert.True(outcome.Failure is { Kind: FailureKind.Invalid }, $"{name} is not refused.");
            largest = Math.Max(largest, Pool.ProcessIds.Sum(ResidentBytes));
        }

        Assert.Equal("png", (await DecodeAsync(Grey(1))).Value.Format);
        Assert.InRange(largest, 1, 400_000_000);
    }

    private static byte[] Grey(int side) => PngSample.Grey(side, side);

    private static ServiceProvider Provide(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddRendering(configuration).AddPictures(configuration).BuildServiceProvider();
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>Whether a process runs rather than waits for an order.</summary>
    private static bool IsAtWork(int id) => File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat").Split(')')[^1].TrimStart().StartsWith('R');

    private static long ResidentBytes(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64;
        }
        catch (ArgumentException)
        {
            // It ended meanwhile.
            return 0;
        }
    }

    private Task<Result<DecodedFile>> DecodeAsync(byte[] file) => Decoder.DecodeAsync(file, MaxSide, CancellationToken.None);
}
