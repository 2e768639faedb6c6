namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>Blends glyph masks into a picture.</summary>
internal static unsafe class GlyphBlender
{
    /// <param name="target">The picture.</param>
    /// <param name="mask">The glyph.</param>
    /// <param name="x">px of the glyph's origin.</param>
    /// <param name="y">px of the baseline.</param>
    /// <param name="colour">Premultiplied; coloured glyphs take its alpha.</param>
    /// <param name="clip">What may be painted, within the target.</param>
    public static void Blend(PixelPlane target, GlyphMask mask, int x, int y, uint colour, PixelClip clip)
    {
        var (left, top) = (x + mask.Left, y + mask.Top);
        var area = new PixelRect(left, top, left + mask.Width, top + mask.Height).Intersect(clip.Bounds);
        for (var row = area.Top; row < area.Bottom; row++)
        {
            var source = mask.Pointer + ((nint)(row - top) * mask.StrideBytes);
            var pixels = target.Row(row) + area.Left;
            var through = clip.Mask is { } outer ? outer.Row(row) + area.Left : null;
            if (mask.IsColoured)
            {
                BlendColours(pixels, (uint*)source + (area.Left - left), area.Width, (int)(colour >> 24), through);
            }
            else
            {
                BlendCoverage(pixels, source + (area.Left - left), area.Width, colour, through);
            }
        }
    }

    /// <summary>Adds a glyph's coverage to a mask.</summary>
    public static void Cover(MaskPlane target, GlyphMask mask, int x, int y)
    {
        var (left, top) = (x + mask.Left, y + mask.Top);
        var area = new PixelRect(left, top, left + mask.Width, top + mask.Height).Intersect(target.Bounds);
        for (var row = area.Top; row < area.Bottom; row++)
        {
            var source = mask.Pointer + ((nint)(row - top) * mask.StrideBytes);
            var covered = target.Row(row);
            for (var column = area.Left; column < area.Right; column++)
            {
                int coverage = mask.IsColoured ? (int)(((uint*)source)[column - left] >> 24) : source[column - left];
                covered[column] = (byte)(coverage + PixelBlender.DivideBy255(covered[column] * (255 - coverage)));
            }
        }
    }

    private static void BlendCoverage(uint* pixels, byte* coverage, int count, uint colour, byte* through)
    {
        if (through is null)
        {
            PixelBlender.FillMasked(pixels, coverage, count, colour);
            return;
        }

        var both = stackalloc byte[GlyphMask.LargestSide];
        new Span<byte>(coverage, count).CopyTo(new Span<byte>(both, count));
        PixelBlender.MultiplyMask(both, through, count);
        PixelBlender.FillMasked(pixels, both, count, colour);
    }

    private static void BlendColours(uint* pixels, uint* colours, int count, int alpha, byte* through)
    {
        if (through is null)
        {
            PixelBlender.Put(pixels, colours, count, alpha);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            PixelBlender.Put(pixels + i, colours + i, 1, PixelBlender.DivideBy255(alpha * through[i]));
        }
    }
}

/// <summary>Columns of a picture in px.</summary>
/// <param name="First">The first one.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct Columns(int First, int End)
{
    public static readonly Columns All = new(0, int.MaxValue);
}
