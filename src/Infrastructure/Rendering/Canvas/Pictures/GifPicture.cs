namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes the first frame of a GIF; what it does not cover lets through.</summary>
internal static class GifPicture
{
    /// <summary>Where the rows of each pass begin, and how far apart they are (GIF89a, Appendix E).</summary>
    private static readonly (int First, int Step)[] Passes = [(0, 8), (4, 8), (2, 4), (1, 2)];

    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        var fault = GifFile.Read(file, out var gif);
        fault = fault == PictureFault.None ? order.Limits.Check(gif.Width, gif.Height, gif.Frames) : fault;
        fault = fault == PictureFault.None ? order.Limits.Check(gif.Frame.Width, gif.Frame.Height) : fault;
        if (fault != PictureFault.None)
        {
            return fault;
        }

        if (gif.Palette.IsEmpty)
        {
            return PictureFault.Corrupt;
        }

        var indices = new byte[gif.Frame.Width * gif.Frame.Height];
        fault = new GifCodes().Unpack(gif.Data, indices);
        if (fault == PictureFault.None)
        {
            picture = Paint(gif, indices);
        }

        return fault;
    }

    private static RasterPicture Paint(GifFile gif, byte[] indices)
    {
        var colours = Colours(gif);
        var screen = new PixelRect(0, 0, gif.Width, gif.Height);
        var pixels = new PixelBuffer(gif.Width, gif.Height);
        var shown = gif.Frame.Intersect(screen);
        var isOpaque = shown == screen;
        for (int line = 0; !shown.IsEmpty && line < gif.Frame.Height; line++)
        {
            var y = gif.Frame.Top + (gif.IsInterlaced ? RowOf(line, gif.Frame.Height) : line);
            if (y >= shown.Bottom)
            {
                continue;
            }

            var row = pixels.Row(y)[shown.Left..shown.Right];
            var from = indices.AsSpan(line * gif.Frame.Width, row.Length);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = colours[from[x]];
                isOpaque &= row[x] != 0;
            }
        }

        return new RasterPicture(pixels, isOpaque) { Width = gif.Width, Height = gif.Height };
    }

    /// <summary>What each number stands for; those beyond the palette stand for nothing, as in browsers.</summary>
    private static uint[] Colours(GifFile gif)
    {
        var colours = new uint[256];
        for (var i = 0; i < gif.Palette.Length / 3; i++)
        {
            var entry = gif.Palette.Slice(i * 3, 3);
            colours[i] = i == gif.Transparent ? 0 : 0xFF000000 | ((uint)entry[0] << 16) | ((uint)entry[1] << 8) | entry[2];
        }

        return colours;
    }

    /// <summary>The row that an interlaced frame's line is.</summary>
    private static int RowOf(int line, int height)
    {
        foreach (var (first, step) in Passes)
        {
            var rows = (height - first + step - 1) / step;
            if (line < rows)
            {
                return first + (line * step);
            }

            line -= Math.Max(0, rows);
        }

        return height;
    }
}
