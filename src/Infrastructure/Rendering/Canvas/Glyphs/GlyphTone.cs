using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>
/// How strongly glyphs cover by the lightness of their colour, so that light and dark text look equally heavy: Skia's
/// <c>SkMaskGamma</c> with the gamma and contrast that Chromium has on Linux.
/// </summary>
internal readonly record struct GlyphTone
{
    private const double Gamma = 1.2;
    private const double Contrast = 0.2;
    private const int Steps = 8;

    /// <summary>
    /// Shades of an edge between nothing and all, as many as rasterisers with four by four samples have: nobody sees more, and a PNG of
    /// letters has a sixth fewer bytes than with 255.
    /// </summary>
    private const int Shades = 16;

    private static readonly byte[][] Tables = MakeTables();

    private readonly int _step;

    private GlyphTone(int step) => _step = step;

    /// <summary>Coverage as it is, for masks.</summary>
    public static GlyphTone None => default;

    /// <summary>0 for none, then by lightness.</summary>
    public int Index => _step;

    /// <summary>The tone of a colour.</summary>
    public static GlyphTone Of(CssColor colour)
    {
        var light = (0.2126 * ToLight(colour.Red)) + (0.7152 * ToLight(colour.Green)) + (0.0722 * ToLight(colour.Blue));
        var level = (int)Math.Round(Math.Pow(light, 1 / Gamma) * 255);
        return new GlyphTone(1 + (level * Steps / 256));
    }

    /// <summary>Changes coverage.</summary>
    public void Apply(Span<byte> coverage)
    {
        if (_step == 0)
        {
            return;
        }

        var table = Tables[_step - 1];
        foreach (ref var value in coverage)
        {
            value = table[value];
        }
    }

    private static double ToLight(float part) => Math.Pow(Math.Clamp(part, 0, 1), Gamma);

    private static byte[][] MakeTables()
    {
        var tables = new byte[Steps][];
        for (var step = 0; step < Steps; step++)
        {
            // Three bits, repeated to eight.
            tables[step] = MakeTable(((step << 5) | (step << 2) | (step >> 1)) / 255.0);
        }

        return tables;
    }

    /// <summary>Blends as if light added up, on a background that is as dark as the text is light.</summary>
    private static byte[] MakeTable(double source)
    {
        var table = new byte[256];
        var target = 1 - source;
        var (sourceLight, targetLight) = (Math.Pow(source, Gamma), Math.Pow(target, Gamma));
        for (var i = 0; i < table.Length; i++)
        {
            var raw = i / 255.0;
            var share = raw + ((1 - raw) * Contrast * targetLight * raw);
            if (Math.Abs(target - source) >= 1.0 / 256)
            {
                var light = (sourceLight * share) + (targetLight * (1 - share));
                share = (Math.Pow(light, 1 / Gamma) - target) / (source - target);
            }

            table[i] = (byte)Math.Floor((255 * Math.Round(share * Shades) / Shades) + 0.5);
        }

        return table;
    }
}
