using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.UnitTests.Rendering.Fonts;

/// <summary>Reads the table <c>glyf</c> by the book (OpenType 1.9, glyf), so that two ways of writing the same outline compare alike.</summary>
internal static class OutlineTexts
{
    public static string[] Of(SfntFont font)
    {
        var (glyf, loca, isLong) = (font.Tables["glyf"], font.Tables["loca"], font.Tables["head"].Span[51] == 1);
        var offsets = new List<int>();
        var places = new FontBytes(loca.Span);
        while (places.Left > 0)
        {
            offsets.Add(isLong ? places.Length() : places.U16() * 2);
        }

        return [.. offsets.Zip(offsets.Skip(1), (start, end) => start == end ? "empty" : Describe(glyf[start..end]))];
    }

    private static string Describe(ReadOnlyMemory<byte> glyph)
    {
        var bytes = new FontBytes(glyph.Span);
        var contours = bytes.I16();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{contours} [{bytes.I16()} {bytes.I16()} {bytes.I16()} {bytes.I16()}]"));
        if (contours < 0)
        {
            return text.Append(Convert.ToHexString(glyph.Span[10..].TrimEnd((byte)0))).ToString();
        }

        var ends = new int[contours];
        for (var i = 0; i < contours; i++)
        {
            ends[i] = bytes.U16();
        }

        bytes.Skip(bytes.U16());
        var flags = ReadFlags(ref bytes, ends[^1] + 1);
        var (xs, ys) = (ReadSteps(ref bytes, flags, 1 << 1, 1 << 4), ReadSteps(ref bytes, flags, 1 << 2, 1 << 5));
        for (var i = 0; i < flags.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {xs[i]},{ys[i]}{((flags[i] & 1) != 0 ? "" : "c")}{(ends.Contains(i) ? ";" : "")}");
        }

        return text.ToString();
    }

    private static byte[] ReadFlags(ref FontBytes bytes, int count)
    {
        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            flags[i] = bytes.U8();
            for (var repeats = (flags[i] & (1 << 3)) != 0 ? bytes.U8() : 0; repeats > 0; repeats--)
            {
                flags[i + 1] = flags[i];
                i++;
            }
        }

        return flags;
    }

    private static int[] ReadSteps(ref FontBytes bytes, byte[] flags, int isByte, int isSameOrPositive)
    {
        var (at, all) = (0, new int[flags.Length]);
        for (var i = 0; i < flags.Length; i++)
        {
            var positive = (flags[i] & isSameOrPositive) != 0;
            at += (flags[i] & isByte) != 0 ? bytes.U8() * (positive ? 1 : -1) : positive ? 0 : bytes.I16();
            all[i] = at;
        }

        return all;
    }
}
