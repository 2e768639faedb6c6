using System.Collections.Concurrent;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Small pictures as <c>data:</c> addresses.</summary>
internal static class Pictures
{
    private static readonly ConcurrentDictionary<(int Width, int Height), string> Made = [];

    /// <summary>Nothing but white.</summary>
    public static string White { get; } = Make(64, 64, (_, _) => 0xFFFFFFFF);

    /// <summary>A PNG of a smooth blend with a mark in its upper left quarter.</summary>
    public static string Png(int width, int height) => Made.GetOrAdd((width, height), size => Make(size.Width, size.Height, Colour));

    private static string Make(int width, int height, Func<double, double, uint> colour)
    {
        using var buffer = new PixelBuffer(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                buffer.Row(y)[x] = colour((double)x / width, (double)y / height);
            }
        }

        using var encoder = new PngEncoder();
        return "data:image/png;base64," + Convert.ToBase64String(encoder.EncodeTruecolourStrongly(buffer));
    }

    private static uint Colour(double x, double y)
    {
        var isMark = x is > 0.2 and < 0.4 && y is > 0.2 and < 0.4;
        return isMark ? 0xFFFFFFFF : 0xFF000000 | ((uint)(60 + (180 * x)) << 16) | ((uint)(200 - (150 * y)) << 8) | (uint)(120 + (100 * y));
    }
}
