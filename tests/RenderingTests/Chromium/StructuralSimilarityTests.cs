using PearlIo.TestKit.Rendering;

namespace PearlIo.RenderingTests.Chromium;

public sealed class StructuralSimilarityTests
{
    [Fact]
    public void Is_one_for_equal_pictures() => Assert.Equal(1, StructuralSimilarity.Of(Make(Blend), Make(Blend)), 9);

    [Fact]
    public void Hardly_minds_a_level_everywhere() => Assert.InRange(StructuralSimilarity.Of(Make(Blend), Make((x, y) => (byte)(Blend(x, y) + 1))), 0.999, 1);

    [Fact]
    public void Falls_far_where_structure_is_lost()
        => Assert.InRange(StructuralSimilarity.Of(Make(Stripes), Make((_, _) => 128)), 0, 0.05);

    [Fact]
    public void Sees_text_that_moved_by_a_pixel()
        => Assert.InRange(StructuralSimilarity.Of(Make(Stripes), Make((x, y) => Stripes(x + 1, y))), -1, 0.9);

    [Fact]
    public void Wants_pictures_of_one_size()
        => Assert.Throws<ArgumentException>(() => StructuralSimilarity.Of(Make(Blend), new DecodedPicture(8, 8, new byte[8 * 8 * 3])));

    private static byte Blend(int x, int y) => (byte)(x + y);

    private static byte Stripes(int x, int y) => (byte)(x % 4 < 2 ? 255 : 0);

    private static DecodedPicture Make(Func<int, int, byte> level)
    {
        const int Side = 64;
        var rgb = new byte[Side * Side * 3];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = level(i / 3 % Side, i / 3 / Side);
        }

        return new DecodedPicture(Side, Side, rgb);
    }
}
