using System.Runtime.Intrinsics;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Blends glyph masks into a picture, four pixels at a time.</summary>
internal static unsafe class GlyphBlender
{
    private const uint FullyCovered = 0xFFFFFFFF;
    private const int Step = 4;

    private static readonly Vector128<byte> SpreadCoverage = Vector128.Create((byte)0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    private static readonly Vector128<byte> SpreadAlpha = Vector128.Create((byte)3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
    private static readonly Vector128<ushort> Full = Vector128.Create((ushort)255);
    private static readonly Vector128<ushort> Half = Vector128.Create((ushort)128);

    /// <param name="target">The picture.</param>
    /// <param name="mask">The glyph.</param>
    /// <param name="x">px of the glyph's origin.</param>
    /// <param name="y">px of the baseline.</param>
    /// <param name="colour">Blue, green, red, 255 from the lowest byte.</param>
    /// <param name="clip">The columns that may be painted.</param>
    public static void Blend(PixelBuffer target, GlyphMask mask, int x, int y, uint colour, Columns clip)
    {
        var left = x + mask.Left;
        var top = y + mask.Top;
        var (firstRow, lastRow) = (Math.Max(top, 0), Math.Min(top + mask.Height, target.Height));
        var (firstColumn, lastColumn) = (Math.Max(left, Math.Max(clip.First, 0)), Math.Min(left + mask.Width, Math.Min(clip.End, target.Width)));
        for (var row = firstRow; row < lastRow; row++)
        {
            var source = mask.Pointer + ((nint)(row - top) * mask.StrideBytes);
            var pixels = (uint*)(target.Pointer + ((nint)row * target.StrideBytes));
            if (mask.IsColoured)
            {
                BlendColours(pixels, (uint*)source - left, firstColumn, lastColumn);
            }
            else
            {
                BlendCoverage(pixels, source - left, firstColumn, lastColumn, colour);
            }
        }
    }

    private static void BlendCoverage(uint* pixels, byte* coverage, int first, int last, uint colour)
    {
        var source = Vector128.Create(colour).AsByte();
        var column = first;
        for (; column <= last - Step; column += Step)
        {
            var four = *(uint*)(coverage + column);
            if (four == FullyCovered)
            {
                source.Store((byte*)(pixels + column));
            }
            else if (four != 0)
            {
                var alpha = Vector128.Shuffle(Vector128.CreateScalar(four).AsByte(), SpreadCoverage);
                Mix(source, alpha, Vector128.Load((byte*)(pixels + column))).Store((byte*)(pixels + column));
            }
        }

        for (; column < last; column++)
        {
            var alpha = Vector128.Create(coverage[column]);
            pixels[column] = Mix(source, alpha, Vector128.CreateScalar(pixels[column]).AsByte()).AsUInt32().ToScalar();
        }
    }

    private static void BlendColours(uint* pixels, uint* colours, int first, int last)
    {
        var column = first;
        for (; column <= last - Step; column += Step)
        {
            var source = Vector128.Load(colours + column);
            if (source != Vector128<uint>.Zero)
            {
                PutOver(source.AsByte(), Vector128.Load((byte*)(pixels + column))).Store((byte*)(pixels + column));
            }
        }

        for (; column < last; column++)
        {
            var source = Vector128.CreateScalar(colours[column]).AsByte();
            pixels[column] = PutOver(source, Vector128.CreateScalar(pixels[column]).AsByte()).AsUInt32().ToScalar();
        }
    }

    /// <summary>source * alpha + target * (255 - alpha), divided by 255 and rounded.</summary>
    private static Vector128<byte> Mix(Vector128<byte> source, Vector128<byte> alpha, Vector128<byte> target)
    {
        var (sourceLow, sourceHigh) = Vector128.Widen(source);
        var (alphaLow, alphaHigh) = Vector128.Widen(alpha);
        var (targetLow, targetHigh) = Vector128.Widen(target);
        var low = DivideBy255((sourceLow * alphaLow) + (targetLow * (Full - alphaLow)));
        var high = DivideBy255((sourceHigh * alphaHigh) + (targetHigh * (Full - alphaHigh)));
        return Vector128.Narrow(low, high);
    }

    /// <summary>source + target * (255 - source's alpha), for a premultiplied source.</summary>
    private static Vector128<byte> PutOver(Vector128<byte> source, Vector128<byte> target)
    {
        var (sourceLow, sourceHigh) = Vector128.Widen(source);
        var (alphaLow, alphaHigh) = Vector128.Widen(Vector128.Shuffle(source, SpreadAlpha));
        var (targetLow, targetHigh) = Vector128.Widen(target);
        var low = Vector128.Min(sourceLow + DivideBy255(targetLow * (Full - alphaLow)), Full);
        var high = Vector128.Min(sourceHigh + DivideBy255(targetHigh * (Full - alphaHigh)), Full);
        return Vector128.Narrow(low, high);
    }

    private static Vector128<ushort> DivideBy255(Vector128<ushort> value)
    {
        var rounded = value + Half;
        return (rounded + (rounded >>> 8)) >>> 8;
    }
}

/// <summary>Columns of a picture in px.</summary>
/// <param name="First">The first one.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct Columns(int First, int End)
{
    public static readonly Columns All = new(0, int.MaxValue);
}
