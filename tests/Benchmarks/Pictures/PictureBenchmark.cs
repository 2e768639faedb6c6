using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Pictures;
using PearlIo.Infrastructure.Pictures;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.TestKit.Pictures;

namespace PearlIo.Benchmarks.Pictures;

/// <summary>A photo of 2000x2000 px decoded and scaled to 600 px by a process of the pool, the way there and back included. Goal: under 40 ms.</summary>
internal static class PictureBenchmark
{
    private const int Side = 2000;
    private const int MaxSide = 600;
    private const int WarmUps = 20;
    private const int Pictures = 60;

    public static async Task RunAsync()
    {
        await using var services = Provide();
        var decoder = services.GetRequiredService<IPictureDecoder>();
        var start = Stopwatch.GetTimestamp();
        await DecodeAsync(decoder, Photo(), number: 0);
        var first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine("| picture | file | median ms | p95 ms |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await MeasureAsync(decoder, "JPEG 2000x2000 to 600", Photo());
        await MeasureAsync(decoder, "JPEG 2000x2000 to 600, progressive", Photo(isProgressive: true));
        await MeasureAsync(decoder, "JPEG 2000x2000 to 600, profile of sRGB", Photo(IccSample.Srgb));
        await MeasureAsync(decoder, "JPEG 2000x2000 to 600, profile of Display P3", Photo(IccSample.DisplayP3));
        await MeasureAsync(decoder, "JPEG 2000x2000 to 600, profile with a table", Photo(IccSample.OfTable("RGB ", "A2B0", new (double, double, double)[8])));
        await MeasureAsync(decoder, "PNG 2000x2000 to 600", Flat());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first picture, start of the process included: {first:0} ms (goal for the first row: under 40)"));
    }

    /// <summary>Pictures that nobody should decode, one after the other: alive, and memory flat.</summary>
    public static async Task RunHostileAsync(IReadOnlyList<KeyValuePair<string, byte[]>> hostile, int count)
    {
        await using var services = Provide();
        var decoder = services.GetRequiredService<IPictureDecoder>();
        var pool = services.GetRequiredService<DecoderPool>();
        Console.WriteLine("| pictures | service MB | decoders MB | decoded in spite of it |");
        Console.WriteLine("| --- | --- | --- | --- |");
        var decoded = 0;
        for (var i = 0; i < count; i++)
        {
            var outcome = await decoder.DecodeAsync(Numbered(hostile[i % hostile.Count].Value, i), MaxSide, CancellationToken.None);
            decoded += outcome.Failure is null ? 1 : 0;
            if ((i + 1) % Math.Max(1, count / 10) == 0)
            {
                // What nothing holds is not counted.
                GC.Collect();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {i + 1:N0} | {Environment.WorkingSet / 1e6:0} | {pool.ProcessIds.Sum(Resident) / 1e6:0} | {decoded} |"));
            }
        }
    }

    private static ServiceProvider Provide()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        return new ServiceCollection().AddLogging().AddRendering(configuration).AddPictures(configuration).BuildServiceProvider();
    }

    private static async Task MeasureAsync(IPictureDecoder decoder, string name, byte[] file)
    {
        var times = new List<double>();
        for (var i = 0; i < WarmUps + Pictures; i++)
        {
            var numbered = Numbered(file, i + 1);
            var start = Stopwatch.GetTimestamp();
            await DecodeAsync(decoder, numbered, i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var sorted = times.Skip(WarmUps).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {file.Length / 1000:N0} KB | {sorted[Pictures / 2]:0.0} | {sorted[Pictures * 95 / 100]:0.0} |"));
    }

    /// <summary>The same picture as a file that was not decoded before.</summary>
    private static byte[] Numbered(byte[] file, int number) => [.. file, (byte)number, (byte)(number >> 8)];

    private static async Task DecodeAsync(IPictureDecoder decoder, byte[] file, int number)
    {
        var decoded = await decoder.DecodeAsync(file, MaxSide, CancellationToken.None);
        if (decoded.Failure is { } failure)
        {
            throw new InvalidOperationException($"Picture {number}: {failure.Message}");
        }
    }

    private static byte[] Photo(bool isProgressive = false)
    {
        using var pixels = Paint(noise: 24);
        using var encoder = new JpegEncoder();
        return encoder.Encode(pixels, 85, isProgressive);
    }

    private static byte[] Photo(byte[] profile) => IccSample.InJpeg(Photo(), IccSample.ToSegments(profile));

    private static byte[] Flat()
    {
        using var pixels = Paint(noise: 1);
        using var encoder = new PngEncoder();
        return encoder.EncodeTruecolour(pixels);
    }

    /// <summary>Waves and some noise: about as many bytes as photos have.</summary>
    private static PixelBuffer Paint(int noise)
    {
        var pixels = new PixelBuffer(Side, Side);
        var random = new Random(1);
        for (var y = 0; y < Side; y++)
        {
            var row = pixels.Row(y);
            for (var x = 0; x < Side; x++)
            {
                var grain = random.Next(noise);
                var red = (int)(110 + (90 * Math.Sin((x + y) / 97.0))) + grain;
                var green = (int)(110 + (90 * Math.Sin(((2 * x) - y) / 61.0))) + grain;
                var blue = (int)(110 + (90 * Math.Cos(x * y / 90_000.0))) + grain;
                row[x] = 0xFF000000 | ((uint)red << 16) | ((uint)green << 8) | (uint)blue;
            }
        }

        return pixels;
    }

    private static long Resident(int id)
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
}
