using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>At most 256 colours, and which of them stands for each colour of a picture.</summary>
internal sealed class Palette
{
    /// <summary>As many as one byte can name.</summary>
    public const int MaxColours = 256;

    private readonly IReadOnlyList<Rgb> _colours;
    private readonly Dictionary<uint, byte> _indexes;

    private Palette(IReadOnlyList<Rgb> colours, Dictionary<uint, byte> indexes)
    {
        _colours = colours;
        _indexes = indexes;
    }

    /// <summary>How many colours the palette has.</summary>
    public int Count => _colours.Count;

    /// <summary>How often each colour of a picture occurs.</summary>
    public static Dictionary<uint, int> CountColours(PixelBuffer picture)
    {
        var counts = new Dictionary<uint, int>();
        var pixels = picture.Pixels;
        for (var x = 0; x < pixels.Length;)
        {
            var run = pixels[x..].IndexOfAnyExcept(pixels[x]);
            run = run < 0 ? pixels.Length - x : run;
            counts[pixels[x]] = counts.GetValueOrDefault(pixels[x]) + run;
            x += run;
        }

        return counts;
    }

    /// <summary>The palette of exactly the colours counted, or null where they are more than 256.</summary>
    public static Palette? Exact(Dictionary<uint, int> counts)
    {
        if (counts.Count > MaxColours)
        {
            return null;
        }

        // Sorted, so that the bytes do not depend on the order in which a dictionary gives its keys.
        var pixels = counts.Keys.Order().ToList();
        var indexes = pixels.Select((pixel, index) => (pixel, index)).ToDictionary(pair => pair.pixel, pair => (byte)pair.index);
        return new Palette(pixels.Select(Rgb.FromPixel).ToList(), indexes);
    }

    /// <summary>A palette of fewer colours, each chosen to be near many pixels.</summary>
    /// <param name="counts">The colours of a picture and how often each occurs.</param>
    /// <param name="colours">2 to 256.</param>
    public static Palette Quantise(Dictionary<uint, int> counts, int colours)
    {
        var chosen = MedianCut.Choose(counts, colours);
        return new Palette(chosen, counts.Keys.ToDictionary(pixel => pixel, pixel => Nearest(chosen, Rgb.FromPixel(pixel))));
    }

    /// <summary>Writes the index of each pixel.</summary>
    public void Index(ReadOnlySpan<uint> pixels, Span<byte> indexes)
    {
        for (var x = 0; x < pixels.Length;)
        {
            var run = pixels[x..].IndexOfAnyExcept(pixels[x]);
            run = run < 0 ? pixels.Length - x : run;
            indexes.Slice(x, run).Fill(_indexes[pixels[x]]);
            x += run;
        }
    }

    /// <summary>Red, green and blue of each colour.</summary>
    public byte[] ToBytes() => _colours.SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue }).ToArray();

    private static byte Nearest(List<Rgb> colours, Rgb wanted)
    {
        var (best, least) = (0, int.MaxValue);
        for (var i = 0; i < colours.Count && least > 0; i++)
        {
            var distance = Distance(colours[i], wanted);
            if (distance < least)
            {
                (best, least) = (i, distance);
            }
        }

        return (byte)best;
    }

    /// <summary>Squares of differences, weighted as the eye does.</summary>
    private static int Distance(Rgb one, Rgb two)
    {
        var (red, green, blue) = (one.Red - two.Red, one.Green - two.Green, one.Blue - two.Blue);
        return (3 * red * red) + (6 * green * green) + (blue * blue);
    }
}
