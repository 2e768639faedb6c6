using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Which of its family's fonts one is.</summary>
/// <param name="MinWeight">Smallest weight that it has, 1 to 1000.</param>
/// <param name="MaxWeight">Largest weight that it has; the same for a font that does not vary.</param>
/// <param name="IsItalic">Whether it is italic or oblique.</param>
internal readonly record struct FontTraits(int MinWeight, int MaxWeight, bool IsItalic)
{
    private const int WeightAt = 4;
    private const int SelectionAt = 62;
    private const int Italic = 1 << 0;
    private const int Bold = 1 << 5;
    private const int Regular = 1 << 6;
    private const int Oblique = 1 << 9;
    private const int StyleAt = 44;
    private const int AxesAt = 4;
    private const int AxisCountAt = 8;
    private const int InstanceCountAt = 12;
    private const int FixedPoint = 16;
    private const int MaxAxes = 64;
    private const int MaxWeightOfAll = 1000;
    private const int BoldFrom = 600;

    /// <summary>Reads them of <c>OS/2</c> and, of a font that varies, of <c>fvar</c>.</summary>
    public static FontTraits Of(SfntFont font)
    {
        var os2 = new FontBytes(font.Require("OS/2"));
        os2.Skip(WeightAt);
        int weight = os2.U16();
        os2.Skip(SelectionAt - WeightAt - sizeof(ushort));
        var isItalic = (os2.U16() & (Italic | Oblique)) != 0;

        // Some old fonts count from 1 to 9.
        weight = Math.Clamp(weight < 10 ? weight * 100 : weight, 1, MaxWeightOfAll);
        var (min, max) = font.Has("fvar") ? AxisOf(font.Require("fvar")) ?? (weight, weight) : (weight, weight);
        return new FontTraits(min, max, isItalic);
    }

    /// <summary>A font that says these of itself, under another name. One that varies keeps the weights that it has.</summary>
    /// <param name="font">The font.</param>
    /// <param name="family">The name, in ASCII.</param>
    public SfntFont ApplyTo(SfntFont font, string family)
    {
        var (os2, head) = (font.Require("OS/2").ToArray(), font.Require("head").ToArray());
        var style = (IsItalic ? Italic : 0) | (MinWeight >= BoldFrom ? Bold : 0);
        BinaryPrimitives.WriteUInt16BigEndian(os2.AsSpan(WeightAt), (ushort)MinWeight);
        BinaryPrimitives.WriteUInt16BigEndian(os2.AsSpan(SelectionAt), (ushort)(style == 0 ? Regular : style));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(StyleAt), (ushort)((MinWeight >= BoldFrom ? 1 : 0) | (IsItalic ? 2 : 0)));
        var changed = new List<KeyValuePair<string, ReadOnlyMemory<byte>>> { new("OS/2", os2), new("head", head), new("name", SfntNames.Write(family)) };
        if (font.Has("fvar"))
        {
            // Instances have names, of which there are none any more.
            var fvar = font.Require("fvar").ToArray();
            BinaryPrimitives.WriteUInt16BigEndian(fvar.AsSpan(InstanceCountAt), 0);
            changed.Add(new("fvar", fvar));
        }

        return font.With(changed);
    }

    /// <summary>The range of the axis <c>wght</c>, or null where there is none.</summary>
    private static (int Min, int Max)? AxisOf(ReadOnlySpan<byte> fvar)
    {
        var header = new FontBytes(fvar);
        header.Skip(AxesAt);
        int axes = header.U16();
        header.Skip(AxisCountAt - AxesAt - sizeof(ushort));
        var (count, size) = (header.U16(), header.U16());
        if (count is 0 or > MaxAxes || size < 20 || axes + (count * size) > fvar.Length)
        {
            throw new BrokenFontException("The table 'fvar' of the font is damaged.");
        }

        for (var i = 0; i < count; i++)
        {
            var axis = new FontBytes(fvar.Slice(axes + (i * size), size));
            if (axis.Take(sizeof(uint)).SequenceEqual("wght"u8))
            {
                var min = WeightOf(axis.U32());
                axis.Skip(sizeof(uint));
                var max = WeightOf(axis.U32());
                return min <= max ? (min, max) : throw new BrokenFontException("The weights of the font end before they begin (table 'fvar').");
            }
        }

        return null;
    }

    private static int WeightOf(uint fixedPoint) => Math.Clamp((int)fixedPoint >> FixedPoint, 1, MaxWeightOfAll);
}
