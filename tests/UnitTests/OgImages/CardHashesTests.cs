using FsCheck;
using FsCheck.Fluent;
using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardHashesTests
{
    private static readonly string[] Bits = [string.Empty, "a", "b", "ab", "aa", "1", "Png"];

    // Few and short parts, so that lists that read alike when strung together are common.
    private static Gen<KeyValuePair<string, string>[]> Queries =>
        (from name in Gen.Elements(Bits) from value in Gen.Elements(Bits) select KeyValuePair.Create(name, value)).UpTo(3);

    private static Gen<IReadOnlyDictionary<string, string>> Themes =>
        Queries.Select(pairs => Make.Map([.. pairs.DistinctBy(p => p.Key).Select(p => (p.Key, p.Value))]));

    private static Gen<CardContent> Contents =>
        from texts in Gen.ArrayOf(Gen.Elements(Bits), 4)
        from description in Gen.Elements((string?[])[null, .. Bits])
        from theme in Themes
        select Make.Content(texts[0], texts[1], description, texts[2], texts[3], theme);

    [Fact]
    public void Give_no_two_lists_of_parameters_one_slot() => Properties.Hold(
        from one in Queries from other in Queries select (one, other),
        given => given.one.SequenceEqual(given.other) == (Slot(given.one) == Slot(given.other)),
        times: 3_000);

    [Fact]
    public void Give_no_two_contents_one_key() => Properties.Hold(
        from one in Contents from other in Gen.OneOf(Contents, Similar(one)) select (one, other),
        given => IsSame(given.one, given.other) == (Key(given.one) == Key(given.other)),
        times: 5_000);

    [Fact]
    public void Tell_no_description_from_an_empty_one() =>
        Assert.NotEqual(Key(Make.Content(description: null)), Key(Make.Content(description: string.Empty)));

    [Fact]
    public void Tell_removals_of_page_route_and_project_apart() => Assert.Equal(
        5,
        new CardRemovals[] { default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(1, 1, 1) }.Select(r => Inputs(Make.Content(), r)).Distinct().Count());

    [Fact]
    public void Change_with_the_fonts_that_a_template_names()
    {
        var own = new ResolvedTemplate(Make.ProjectId, Make.ProjectId, "own", 1, Sha256Hash.Of([1]), 1200, 630);
        IReadOnlyList<Font>[] fonts = [[], [Font("Acme", 1)], [Font("Acme", 2)], [Font("Other", 1)], [Font("Acme", 1), Font("Other", 1)]];

        Assert.Equal(fonts.Length, fonts.Select(f => Inputs(Make.Content() with { Own = own with { Fonts = f } })).Distinct().Count());
    }

    [Fact]
    public void Stay_the_same_from_one_start_to_the_next()
    {
        // Kept cards are found by these: a change here throws every cache away.
        Assert.Equal("f17c522ec24246222249bd4433a11e52d7d80372c0ca3ceff5d4c038b57f0567", Slot([]).Hash.Hex);
        Assert.Equal("ef9bd669ec7c7ff252aa58007cebc3c491b057700072a52f5248d96dd6aaa2a0", Inputs(Make.Content()).Hex);
        Assert.Equal("b9f80361fa3a75fa3e55db1845e47c2fddd8f37e7aab21b12d965006071433da", Key(Make.Content()).Hex);
    }

    [Fact]
    public void Change_with_the_bytes_and_addresses_of_pictures()
    {
        var contents = new[]
        {
            Make.Content(),
            WithPicture("https://acme.dev/a.png", 1),
            WithPicture("https://acme.dev/b.png", 1),
            WithPicture("https://acme.dev/a.png", 2),
        };
        Assert.Equal(contents.Length, contents.Select(Key).Distinct().Count());
        Assert.Equal(Key(contents[1]), Key(WithPicture("https://acme.dev/a.png", 1)));
    }

    private static CardContent WithPicture(string address, byte file) => Make.Content() with
    {
        PictureHashes = new Dictionary<string, Sha256Hash>(StringComparer.Ordinal) { [address] = Sha256Hash.Of([file]) },
    };

    private static Font Font(string family, byte content) => new()
    {
        Id = Make.ProjectId,
        TenantId = Make.ProjectId,
        Family = family,
        MinWeight = 400,
        MaxWeight = 400,
        IsItalic = false,
        Format = "ttf",
        ContentHash = Sha256Hash.Of([content]),
        ByteSize = 1,
        CreatedAt = default,
    };

    private static Gen<CardContent> Similar(CardContent content) => Gen.Elements(
        content with { Title = content.Template, Template = content.Title },
        content with { SiteName = content.Address, Address = content.SiteName },
        content with { Title = content.Title + content.SiteName, SiteName = string.Empty },
        content with { Description = content.Title, Title = content.Description ?? string.Empty },
        content);

    private static Domain.CachedImages.Slot Slot(KeyValuePair<string, string>[] query) =>
        CardHashes.Slot(Make.ProjectId, Make.Page("/a"), query, ReturnType.Png);

    private static Domain.CachedImages.Sha256Hash Key(CardContent content) =>
        CardHashes.CacheKey(Make.Slot(), Inputs(content), "renderer");

    private static Domain.CachedImages.Sha256Hash Inputs(CardContent content, CardRemovals removals = default) =>
        CardHashes.Inputs(routeId: null, content, new CardOutput(ReturnType.Png, 1), removals);

    private static bool IsSame(CardContent one, CardContent other) =>
        (one.Template, one.Title, one.Description, one.SiteName, one.Address)
            == (other.Template, other.Title, other.Description, other.SiteName, other.Address)
        && one.Theme.Count == other.Theme.Count
        && one.Theme.All(p => other.Theme.TryGetValue(p.Key, out var value) && value == p.Value);
}
