using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck.Fluent;
using NSubstitute;
using PearlIo.Application.Meta;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Meta;

public sealed class GetMetaTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public async Task Gives_the_tags_of_a_page()
    {
        _application.Knows(Make.Project(), Make.Route("/blog/{slug}", variables: Make.Map(("title", "On {slug}"), ("description", "Field notes"))));

        var meta = (await GetAsync("/blog/pearls/")).Value;

        Assert.Equal(("/blog/pearls", "https://acme.dev/blog/pearls"), (meta.Path, meta.PageUrl));
        Assert.Equal(("On pearls", "Field notes", "On pearls – Acme"), (meta.Title, meta.Description, meta.Alt));
        Assert.Equal((1200, 630, "image/png"), (meta.Width, meta.Height, meta.Type));
        Assert.Matches("^[0-9a-f]{16}$", meta.Version);
        Assert.Equal($"https://cards.acme.dev/og/{Make.ProjectId}/blog/pearls/og.png?v={meta.Version}", meta.Url);
        Assert.Equal(
            [
                ("og:title", "On pearls"), ("og:description", "Field notes"), ("og:url", meta.PageUrl), ("og:image", meta.Url), ("og:image:type", "image/png"),
                ("og:image:width", "1200"), ("og:image:height", "630"), ("og:image:alt", meta.Alt), ("twitter:card", "summary_large_image"), ("twitter:image", meta.Url),
            ],
            Parse(meta.Tags));
    }

    [Theory]
    [InlineData(ReturnType.Png, "png", "image/png")]
    [InlineData(ReturnType.Jpeg, "jpg", "image/jpeg")]
    [InlineData(ReturnType.Webp, "webp", "image/webp")]
    [InlineData(ReturnType.Auto, "png", null)]
    public async Task Names_file_and_type_by_the_format(ReturnType format, string extension, string? type)
    {
        _application.Knows(Make.Project(), Make.Route("/", returnType: format));

        var meta = (await GetAsync("/")).Value;

        Assert.StartsWith($"https://cards.acme.dev/og/{Make.ProjectId}/og.{extension}?v=", meta.Url, StringComparison.Ordinal);
        Assert.Equal(type, meta.Type);
        Assert.Equal(type, Parse(meta.Tags).SingleOrDefault(t => t.Name is "og:image:type").Content);
    }

    [Fact]
    public async Task Leaves_out_what_there_is_not()
    {
        _application.Knows(Make.Project());
        var meta = (await GetAsync("/")).Value;
        Assert.Null(meta.Description);
        Assert.Equal("Acme", meta.Alt);
        Assert.DoesNotContain(Parse(meta.Tags), t => t.Name is "og:description");
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("' onload='x")]
    [InlineData("R&D &amp; &quot;R&D&quot; &lt")]
    [InlineData("a < b > c </head>")]
    [InlineData("مرحبا بالعالم שלום")]
    [InlineData("👩‍👩‍👧 🏳️‍🌈 日本 – “x” ‘y’ \u00a0z")]
    [InlineData("`x` {{y}} <%= z %> <!-- -->")]
    public async Task Writes_text_that_a_browser_reads_as_it_was_meant(string text)
    {
        _application.Knows(Make.Project());
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(Make.Known("/a", Make.Map(("title", text), ("description", text))));

        var meta = (await GetAsync("/a")).Value;

        var tags = Parse(meta.Tags);
        Assert.Equal(Domain.Common.Text.Clean(text, 2_000), tags.Single(t => t.Name is "og:title").Content);
        Assert.Equal(meta.Title, tags.Single(t => t.Name is "og:title").Content);
        Assert.Equal(meta.Description, tags.Single(t => t.Name is "og:description").Content);
        Assert.Equal(meta.Alt, tags.Single(t => t.Name is "og:image:alt").Content);
    }

    [Theory]
    [InlineData("a\u0000b\u0007c\u0085d\ne", "a b c d e")]
    [InlineData("a\uffffb", "a b")]
    [InlineData("\u202egpj.exe\u2066", "gpj.exe")]
    public async Task Writes_no_control_characters(string text, string written)
    {
        _application.Knows(Make.Project());
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(Make.Known("/a", Make.Map(("title", text))));
        Assert.Equal(written, Parse((await GetAsync("/a")).Value.Tags).Single(t => t.Name is "og:title").Content);
    }

    [Fact]
    public void Writes_any_text_so_that_it_is_read_back() => Properties.Hold(
        Properties.AnyText(60),
        text =>
        {
            var meta = new CardMeta { Path = "/", PageUrl = "", Url = "", Version = "", Type = null, Alt = "", Title = text, Description = null };
            var expected = string.Concat(text.Select(c => char.IsControl(c) || c >= '\uFFFE' ? ' ' : c));
            return Parse(meta.Tags) is [("og:title", var read), ..] && read == expected;
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a\u0000")]
    [InlineData("/%00")]
    public async Task Refuses_what_is_no_path(string? path)
    {
        _application.Knows(Make.Project());
        Assert.Equal(["path"], (await GetAsync(path)).Failure!.Errors!.Keys);
    }

    [Fact]
    public async Task Refuses_half_a_character()
    {
        _application.Knows(Make.Project());
        Assert.Equal(["path"], (await GetAsync("/\ud800")).Failure!.Errors!.Keys);
    }

    [Fact]
    public async Task Reports_an_unknown_project() => Assert.Same(ProjectFailures.NotFound, (await GetAsync("/")).Failure);

    public void Dispose() => _application.Dispose();

    private static List<(string Name, string? Content)> Parse(IReadOnlyList<string> tags)
    {
        var document = new HtmlParser().ParseDocument($"<!doctype html><html><head>{string.Join('\n', tags)}</head><body></body></html>");
        var elements = document.Head!.Children;
        Assert.Equal(tags.Count, elements.Length);
        Assert.Empty(document.Body!.ChildNodes);
        return [.. elements.Select(Read)];
    }

    private static (string Name, string? Content) Read(IElement element)
    {
        Assert.Equal(("META", 2), (element.TagName, element.Attributes.Length));
        return (element.GetAttribute("property") ?? element.GetAttribute("name")!, element.GetAttribute("content"));
    }

    private Task<Domain.Common.Result<CardMeta>> GetAsync(string? path) =>
        _application.SendAsync(new GetMeta(Make.ProjectId, path, "https://cards.acme.dev"));
}
