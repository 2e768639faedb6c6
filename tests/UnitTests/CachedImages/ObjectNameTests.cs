using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.UnitTests.CachedImages;

public sealed class ObjectNameTests
{
    private static readonly Slot Slot = Make.Slot();

    [Theory]
    [InlineData(ImageFormat.Png, "png")]
    [InlineData(ImageFormat.Jpeg, "jpg")]
    [InlineData(ImageFormat.Webp, "webp")]
    public void Is_made_of_hashes_and_ids(ImageFormat format, string extension)
    {
        var name = ObjectName.Card(Make.ProjectId, Slot, Make.OtherId, format);
        var hex = Slot.Hash.Hex;
        Assert.Equal($"cards/{Make.ProjectId}/{hex[..2]}/{hex}/{Make.OtherId}.{extension}", name.Value);
        Assert.Equal(name, ObjectName.Parse(name.Value));
        Assert.StartsWith(ObjectPrefix.Project(Make.ProjectId).Value, name.Value, StringComparison.Ordinal);
        Assert.InRange(name.Value.Length, 1, 512);
    }

    [Fact]
    public void Knows_what_it_is_made_of()
    {
        var name = ObjectName.Card(Make.ProjectId, Slot, Make.OtherId, ImageFormat.Png);
        Assert.Equal(Make.OtherId, name.ImageId);
        Assert.Equal(ObjectPrefix.Project(Make.ProjectId), ObjectPrefix.ProjectOf(name));
        Assert.StartsWith(ObjectPrefix.Slot(Make.ProjectId, Slot).Value, name.Value, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ObjectName.Owner.ImageId);
    }

    [Fact]
    public void Sorts_by_age_within_a_slot()
    {
        var names = Enumerable.Range(0, 50)
            .Select(i => ObjectName.Card(Make.ProjectId, Slot, Guid.CreateVersion7(PearlIo.TestKit.FakeClock.Noon.AddSeconds(i)), ImageFormat.Png).Value)
            .ToList();
        Assert.Equal(names, names.Order(StringComparer.Ordinal));
    }

    // What a newer program stores is listed as a card too, so that nobody takes it for something foreign.
    [Fact]
    public void Reads_names_of_formats_to_come()
    {
        var name = ObjectName.Card(Make.ProjectId, Slot, Make.OtherId, ImageFormat.Png).Value[..^3] + "jxl2";
        Assert.Equal(name, ObjectName.Parse(name).Value);
    }

    public static TheoryData<string> Spoiled()
    {
        var name = ObjectName.Card(Make.ProjectId, Slot, Make.OtherId, ImageFormat.Png).Value;
        var parts = name.Split('/');
        return
        [
            name + "/", "/" + name, name + "\0", name + "\n", name + ".png", name + " ", name[..^4], name[..^3], name + "12345",
            name.ToUpperInvariant(), name.Replace("cards/", "cards/../cards/", StringComparison.Ordinal), name.Replace("-", "", StringComparison.Ordinal),
            string.Join('/', parts[0], parts[1], "zz", parts[3], parts[4]),
            string.Join('/', parts[0], parts[1], parts[2], "..", parts[4]),
            string.Join('/', parts[0], parts[1], parts[2], parts[3], "..", parts[4]),
            string.Join('/', parts[0], parts[1], parts[2], parts[3][..63], parts[4]),
            $"cards/{new string('a', 294)}", $"{name[..^4]}.{new string('a', 300 - name.Length)}", new string('a', 300),
        ];
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public void Refuses_names_that_are_almost_right(string name)
    {
        Assert.False(ObjectName.TryParse(name, out _));
        Assert.Throws<FormatException>(() => ObjectName.Parse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cards")]
    [InlineData("cards/")]
    [InlineData("cards/a/")]
    [InlineData("sweep.json")]
    [InlineData("/cards/a.png")]
    [InlineData("other/a.png")]
    [InlineData("cards/../a.png")]
    [InlineData("cards/./a.png")]
    [InlineData("cards/.a")]
    [InlineData("cards//a.png")]
    [InlineData("cards/a..png")]
    [InlineData("cards/A.png")]
    [InlineData("cards/a b.png")]
    [InlineData("cards/a\\b.png")]
    [InlineData("cards/a%2fb.png")]
    [InlineData("cards/a\0.png")]
    [InlineData("cards/a\n")]
    [InlineData("cards/é.png")]
    [InlineData("pearl.json")]
    public void Refuses_names_that_nothing_here_made(string name) => Assert.Throws<FormatException>(() => ObjectName.Parse(name));

    [Fact]
    public void Reads_a_prefix_back()
    {
        var prefix = ObjectPrefix.Project(Make.ProjectId);
        Assert.Equal($"cards/{Make.ProjectId}/", prefix.Value);
        Assert.Equal(prefix, ObjectPrefix.Parse(prefix.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("cards")]
    [InlineData("cards/")]
    [InlineData("cards/../")]
    [InlineData("cards/0195a000-0000-7000-8000-000000000001")]
    [InlineData("cards/0195A000-0000-7000-8000-000000000001/")]
    [InlineData("cards/0195a000000070008000000000000001/")]
    [InlineData("cards/0195a000-0000-7000-8000-000000000001/ab/")]
    [InlineData("cards/0195a000/")]
    [InlineData("cards//0195a000-0000-7000-8000-000000000001/")]
    public void Refuses_prefixes_of_anything_but_one_project(string prefix) =>
        Assert.Throws<FormatException>(() => ObjectPrefix.Parse(prefix));

    [Fact]
    public void Has_no_value_before_it_is_set()
    {
        Assert.Throws<InvalidOperationException>(() => default(ObjectName).Value);
        Assert.Throws<InvalidOperationException>(() => default(ObjectPrefix).Value);
        Assert.Throws<InvalidOperationException>(() => default(Sha256Hash).Hex);
    }

    [Fact]
    public void Knows_formats_by_their_media_types()
    {
        Assert.All(Enum.GetValues<ImageFormat>(), f => Assert.Equal(f, ImageFormats.FromContentType(f.ContentType())));
        Assert.Null(ImageFormats.FromContentType("image/gif"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ImageFormat)9).ContentType());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ImageFormat)9).Extension());
    }
}
