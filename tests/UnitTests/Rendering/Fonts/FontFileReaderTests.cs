using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PearlIo.Infrastructure.Rendering.Fonts;
using PearlIo.TestKit.Fonts;

namespace PearlIo.UnitTests.Rendering.Fonts;

public sealed class FontFileReaderTests
{
    private static readonly string[] Samples = ["serif.ttf", "serif.woff", "serif.woff2", "serif-hmtx.woff2", "heavy.otf", "heavy.woff2"];

    [Theory]
    [InlineData("serif.ttf", "ttf", TestFonts.Serif, 100, 900)]
    [InlineData("serif.woff", "woff", TestFonts.Serif, 100, 900)]
    [InlineData("serif.woff2", "woff2", TestFonts.Serif, 100, 900)]
    [InlineData("serif-hmtx.woff2", "woff2", TestFonts.Serif, 100, 900)]
    [InlineData("heavy.otf", "otf", TestFonts.Heavy, 900, 900)]
    [InlineData("heavy.woff2", "woff2", TestFonts.Heavy, 900, 900)]
    public void Reads_every_kind_of_file(string file, string format, string family, int minWeight, int maxWeight)
    {
        var font = Read(TestFonts.Read(file));

        Assert.Equal((format, family, new FontTraits(minWeight, maxWeight, IsItalic: false)), (font.Format, font.Family, font.Traits));
    }

    [Theory]
    [InlineData("serif.woff", "serif.ttf")]
    [InlineData("serif.woff2", "serif.ttf")]
    [InlineData("serif-hmtx.woff2", "serif.ttf")]
    [InlineData("heavy.woff2", "heavy.otf")]
    public void Unpacks_to_the_tables_that_were_packed(string packed, string original)
    {
        var (unpacked, expected) = (Tables(Read(TestFonts.Read(packed))), Tables(Read(TestFonts.Read(original))));

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), unpacked.Keys.Order(StringComparer.Ordinal));

        // Outlines may be written in other ways, and dates and sums of the head change with the packing.
        foreach (var tag in expected.Keys.Except(["glyf", "loca", "head"], StringComparer.Ordinal))
        {
            Assert.True(expected[tag].Span.SequenceEqual(unpacked[tag].Span), tag);
        }
    }

    [Theory]
    [InlineData("serif.woff2")]
    [InlineData("serif-hmtx.woff2")]
    public void Puts_outlines_back_as_they_were(string packed) =>
        Assert.Equal(Outlines(TestFonts.Read("serif.ttf")), Outlines(TestFonts.Read(packed)));

    [Fact]
    public void Writes_a_font_that_it_reads_again_the_same()
    {
        foreach (var sample in Samples)
        {
            var once = Read(TestFonts.Read(sample));
            Assert.Equal(once.Hash, Read(once.Sfnt.ToArray()).Hash);
        }
    }

    [Fact]
    public void Renames_a_font_and_says_other_things_of_it()
    {
        var renamed = Read(FontFileReader.Rename(Read(TestFonts.Read("heavy.otf")).Sfnt, new FontTraits(300, 300, IsItalic: true), "pearl-0123"));

        Assert.Equal(("pearl-0123", new FontTraits(300, 300, IsItalic: true)), (renamed.Family, renamed.Traits));
    }

    [Fact]
    public void Refuses_what_is_cut_anywhere()
    {
        foreach (var sample in Samples)
        {
            var whole = TestFonts.Read(sample);
            for (var length = 0; length < whole.Length - 4; length += 1 + (length / 16))
            {
                Assert.True(Problem(whole[..length]).EndsWith('.'), $"{sample} {length}");
            }
        }
    }

    [Fact]
    public void Never_throws_for_a_damaged_byte()
    {
        // Most of them change an outline or a kerning pair, which is a font all the same.
        foreach (var sample in Samples)
        {
            var whole = TestFonts.Read(sample);
            for (var at = 0; at < whole.Length; at++)
            {
                foreach (var value in new byte[] { 0, 0x7F, 0xFF, (byte)(whole[at] + 1) })
                {
                    var damaged = (byte[])whole.Clone();
                    damaged[at] = value;
                    Assert.True(FontFileReader.TryRead(damaged, out _, out var problem) || problem.Length > 0);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("<!doctype html><title>Not found</title>")]
    [InlineData("\0\u0001\0\0")]
    [InlineData("OTTO\0\0\0\0\0\0\0\0")]
    [InlineData("ttcf\0\u0001\0\0\0\0\0\u0002")]
    [InlineData("wOFFttcf")]
    [InlineData("wOF2ttcf")]
    public void Says_of_what_is_no_font_that_it_is_none(string file) => Assert.EndsWith(".", Problem(Encoding.Latin1.GetBytes(file)), StringComparison.Ordinal);

    [Theory]
    [InlineData("head", "head")]
    [InlineData("cmap", "cmap")]
    [InlineData("OS/2", "OS/2")]
    [InlineData("glyf", "outlines")]
    [InlineData("loca", "loca")]
    [InlineData("hmtx", "hmtx")]
    public void Refuses_a_font_that_lacks_a_table(string tag, string said)
    {
        var font = SfntReader.Read(TestFonts.Read("serif.ttf"));
        var tables = font.Tables.Where(t => t.Key != tag).ToDictionary(StringComparer.Ordinal);

        Assert.Contains(said, Problem(SfntWriter.Write(new SfntFont(font.Version, tables))), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_table_that_lies_outside_of_the_file()
    {
        var file = TestFonts.Read("serif.ttf");
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12 + 8), (uint)file.Length);

        Assert.Contains("outside", Problem(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_tables_that_lie_over_one_another()
    {
        var file = TestFonts.Read("serif.ttf");
        for (var entry = 0; entry < 8; entry++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12 + (entry * 16) + 8), 0);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12 + (entry * 16) + 12), (uint)file.Length);
        }

        Assert.Contains("outside", Problem(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_outlines_that_lie_outside_of_their_table()
    {
        var font = SfntReader.Read(TestFonts.Read("serif.ttf"));
        var loca = font.Tables["loca"].ToArray();
        loca.AsSpan(4).Fill(0xFF);

        Assert.Contains("glyf", Problem(SfntWriter.Write(font.With([new("loca", loca)]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_font_that_unpacks_to_more_than_a_font_may_have()
    {
        var bomb = Woff2(SfntFont.MaxBytes + 1, SfntFont.MaxBytes + 1);

        Assert.True(bomb.Length < 100_000);
        Assert.Contains("32 MiB", Problem(bomb), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpacks_no_more_than_was_announced()
    {
        Assert.Contains("announces", Problem(Woff2(1_000, SfntFont.MaxBytes)), StringComparison.Ordinal);
        Assert.Contains("unpacked", Problem(Woff2(2_000, 1_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_only_what_drawing_needs()
    {
        var font = SfntReader.Read(TestFonts.Read("serif.ttf"));
        var file = SfntWriter.Write(font);
        var withMore = SfntWriter.Write(font.With([new("DSIG", new byte[8]), new("SVG ", new byte[10]), new("fpgm", new byte[4])]));

        Assert.Equal(file, withMore);
    }

    private static FontFile Read(byte[] file) =>
        FontFileReader.TryRead(file, out var font, out var problem) ? font : throw new InvalidOperationException(problem);

    private static string Problem(byte[] file) => FontFileReader.TryRead(file, out _, out var problem) ? "There is none" : problem;

    private static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Tables(FontFile font) => SfntReader.Read(font.Sfnt).Tables;

    /// <summary>A WOFF2 file with one table of zeros.</summary>
    private static byte[] Woff2(int announced, int packed)
    {
        using var stream = new MemoryStream();
        using (var brotli = new BrotliStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(new byte[packed]);
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("wOF2"u8);
        Number(writer, SfntFont.TrueType);
        Number(writer, 0);
        writer.Write([0, 1, 0, 0]);
        Number(writer, 0);
        Number(writer, (uint)stream.Length);
        writer.Write(new byte[24]);
        writer.Write((byte)1);
        writer.Write(Base128(announced));
        writer.Write(stream.ToArray());
        return file.ToArray();
    }

    private static byte[] Base128(int value)
    {
        var bytes = new List<byte> { (byte)(value & 0x7F) };
        for (value >>= 7; value > 0; value >>= 7)
        {
            bytes.Insert(0, (byte)(0x80 | (value & 0x7F)));
        }

        return [.. bytes];
    }

    private static void Number(BinaryWriter writer, uint value) => writer.Write(BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Points and components of all glyphs, as texts.</summary>
    private static string[] Outlines(byte[] file)
    {
        var font = SfntReader.Read(Read(file).Sfnt);
        return OutlineTexts.Of(font);
    }
}
