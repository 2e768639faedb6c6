using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Puts rows of premultiplied colours over one another, four pixels at a time, with all arithmetic rounded.</summary>
internal static unsafe class PixelBlender
{
    private const uint FullyCovered = 0xFFFFFFFF;
    private const int Step = 4;
    private const int Opaque = 255;

    private static readonly Vector128<byte> SpreadCoverage = Vector128.Create((byte)0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    private static readonly Vector128<byte> SpreadAlpha = Vector128.Create((byte)3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
    private static readonly Vector128<ushort> Full = Vector128.Create((ushort)255);
    private static readonly Vector128<ushort> Half = Vector128.Create((ushort)128);

    /// <summary>A premultiplied colour, thinned.</summary>
    /// <param name="colour">The colour.</param>
    /// <param name="share">0 to 255.</param>
    public static uint Scale(uint colour, int share)
    {
        if (share == Opaque)
        {
            return colour;
        }

        var product = Vector128.WidenLower(Vector128.CreateScalar(colour).AsByte()) * Vector128.Create((ushort)share);
        return Vector128.Narrow(DivideBy255(product), Vector128<ushort>.Zero).AsUInt32().ToScalar();
    }

    /// <summary>Premultiplied colours, thinned.</summary>
    /// <param name="colours">The colours.</param>
    /// <param name="row">Where they go; may be the same.</param>
    /// <param name="count">px.</param>
    /// <param name="share">0 to 255.</param>
    public static void Scale(uint* colours, uint* row, int count, int share)
    {
        var factor = Vector128.Create((ushort)share);
        var at = 0;
        for (; at <= count - Step; at += Step)
        {
            var (low, high) = Vector128.Widen(Vector128.Load((byte*)(colours + at)));
            Vector128.Narrow(DivideBy255(low * factor), DivideBy255(high * factor)).Store((byte*)(row + at));
        }

        for (; at < count; at++)
        {
            row[at] = Scale(colours[at], share);
        }
    }

    /// <summary>One colour over a row.</summary>
    public static void Fill(uint* row, int count, uint colour)
    {
        var alpha = colour >> 24;
        if (alpha == Opaque)
        {
            new Span<uint>(row, count).Fill(colour);
            return;
        }

        var (source, rest) = (Vector128.WidenLower(Vector128.Create(colour).AsByte()) * Full, Vector128.Create((ushort)(Opaque - alpha)));
        var at = 0;
        for (; at <= count - Step; at += Step)
        {
            Over(source, rest, Vector128.Load((byte*)(row + at))).Store((byte*)(row + at));
        }

        for (; at < count; at++)
        {
            row[at] = Over(source, rest, Vector128.CreateScalar(row[at]).AsByte()).AsUInt32().ToScalar();
        }
    }

    /// <summary>One colour over a row where a mask says.</summary>
    public static void FillMasked(uint* row, byte* mask, int count, uint colour)
    {
        var source = Vector128.Create(colour).AsByte();
        var isOpaque = colour >> 24 == Opaque;
        var at = 0;
        for (; at <= count - Step; at += Step)
        {
            var four = *(uint*)(mask + at);
            if (four == FullyCovered && isOpaque)
            {
                source.Store((byte*)(row + at));
            }
            else if (four != 0)
            {
                var coverage = Vector128.Shuffle(Vector128.CreateScalar(four).AsByte(), SpreadCoverage);
                Mix(source, coverage, Vector128.Load((byte*)(row + at))).Store((byte*)(row + at));
            }
        }

        for (; at < count; at++)
        {
            row[at] = Mix(source, Vector128.Create(mask[at]), Vector128.CreateScalar(row[at]).AsByte()).AsUInt32().ToScalar();
        }
    }

    /// <summary>Colours over a row, all thinned alike.</summary>
    /// <param name="row">What is painted on.</param>
    /// <param name="colours">Premultiplied.</param>
    /// <param name="count">px.</param>
    /// <param name="coverage">0 to 255.</param>
    public static void Put(uint* row, uint* colours, int count, int coverage)
    {
        var even = Vector128.Create((byte)coverage);
        var at = 0;
        for (; at <= count - Step; at += Step)
        {
            var source = Vector128.Load(colours + at);
            if (source != Vector128<uint>.Zero)
            {
                Mix(source.AsByte(), even, Vector128.Load((byte*)(row + at))).Store((byte*)(row + at));
            }
        }

        for (; at < count; at++)
        {
            row[at] = Mix(Vector128.CreateScalar(colours[at]).AsByte(), even, Vector128.CreateScalar(row[at]).AsByte()).AsUInt32().ToScalar();
        }
    }

    /// <summary>Colours over a row where a mask says.</summary>
    public static void PutMasked(uint* row, uint* colours, byte* mask, int count)
    {
        var at = 0;
        for (; at <= count - Step; at += Step)
        {
            var four = *(uint*)(mask + at);
            if (four != 0)
            {
                var coverage = Vector128.Shuffle(Vector128.CreateScalar(four).AsByte(), SpreadCoverage);
                Mix(Vector128.Load((byte*)(colours + at)), coverage, Vector128.Load((byte*)(row + at))).Store((byte*)(row + at));
            }
        }

        for (; at < count; at++)
        {
            var source = Vector128.CreateScalar(colours[at]).AsByte();
            row[at] = Mix(source, Vector128.Create(mask[at]), Vector128.CreateScalar(row[at]).AsByte()).AsUInt32().ToScalar();
        }
    }

    /// <summary>Thins a mask by another.</summary>
    public static void MultiplyMask(byte* mask, byte* by, int count)
    {
        var at = 0;
        for (; at <= count - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(mask + at));
            var (byLow, byHigh) = Vector128.Widen(Vector128.Load(by + at));
            Vector128.Narrow(DivideBy255(low * byLow), DivideBy255(high * byHigh)).Store(mask + at);
        }

        for (; at < count; at++)
        {
            mask[at] = (byte)DivideBy255(mask[at] * by[at]);
        }
    }

    /// <summary>Thins colours by the alpha of others.</summary>
    public static void MultiplyByAlpha(uint* row, uint* by, int count)
    {
        for (var at = 0; at < count; at++)
        {
            row[at] = Scale(row[at], (int)(by[at] >> 24));
        }
    }

    /// <summary>A product of two bytes, divided by 255 and rounded.</summary>
    public static int DivideBy255(int product) => (product + 128 + ((product + 128) >> 8)) >> 8;

    /// <summary>(source * coverage + target * (255 - source's alpha * coverage)) / 255, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Mix(Vector128<byte> source, Vector128<byte> coverage, Vector128<byte> target)
    {
        var (sourceLow, sourceHigh) = Vector128.Widen(source);
        var (coverageLow, coverageHigh) = Vector128.Widen(coverage);
        var (alphaLow, alphaHigh) = Vector128.Widen(Vector128.Shuffle(source, SpreadAlpha));
        var (targetLow, targetHigh) = Vector128.Widen(target);
        var low = DivideBy255((sourceLow * coverageLow) + (targetLow * (Full - DivideBy255(alphaLow * coverageLow))));
        var high = DivideBy255((sourceHigh * coverageHigh) + (targetHigh * (Full - DivideBy255(alphaHigh * coverageHigh))));
        return Vector128.Narrow(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Over(Vector128<ushort> source, Vector128<ushort> rest, Vector128<byte> target)
    {
        var (low, high) = Vector128.Widen(target);
        return Vector128.Narrow(DivideBy255(source + (low * rest)), DivideBy255(source + (high * rest)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> DivideBy255(Vector128<ushort> value)
    {
        var rounded = value + Half;
        return (rounded + (rounded >>> 8)) >>> 8;
    }
}
