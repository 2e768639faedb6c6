using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>The glyphs of one item, from left to right.</summary>
/// <param name="Glyphs">As Pango shaped them; their widths are whole units, which lines of hundreds of letters would add up to a pixel's part.</param>
/// <param name="Widths">Their widths before they were rounded, in Pango's units.</param>
/// <param name="Characters">The first UTF-16 unit of each glyph's cluster.</param>
internal readonly record struct ItemGlyphs(PangoGlyphInfo[] Glyphs, double[] Widths, int[] Characters)
{
    public int Count => Glyphs.Length;

    /// <summary>Gives the glyphs the widths that came of it.</summary>
    public void RoundWidths()
    {
        for (var i = 0; i < Glyphs.Length; i++)
        {
            Glyphs[i].Width = (int)Math.Round(Widths[i]);
        }
    }
}
