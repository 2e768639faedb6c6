using PearlIo.Application.Projects;

namespace PearlIo.UnitTests.Projects;

public sealed class ProjectInputTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public void Is_valid_with_title_and_address_alone() => Assert.Empty(Errors());

    [Theory]
    [InlineData(null, "is required")]
    [InlineData("", "is required")]
    [InlineData("  \t", "is required")]
    [InlineData("\u200B\u2060\uFEFF", "must not be blank")]
    [InlineData("a\u0007b", "control character")]
    [InlineData("a\nb", "control character")]
    public void Needs_a_title_that_can_be_read(string? title, string why) => AssertOnly("title", why, Errors(title: title));

    [Fact]
    public void Refuses_a_title_that_is_no_unicode()
    {
        AssertOnly("title", "lone surrogate", Errors(title: "a\uD800b"));
        AssertOnly("title", "U+FFFE", Errors(title: "a\uFFFEb"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    public void Counts_the_characters_of_a_title_in_nfc(string character)
    {
        Assert.Empty(Errors(title: string.Concat(Enumerable.Repeat(character, 255))));
        AssertOnly("title", "at most 255 characters", Errors(title: string.Concat(Enumerable.Repeat(character, 256))));
    }

    [Theory]
    [InlineData("https://acme.dev")]
    [InlineData("http://localhost:3000/base/")]
    [InlineData("HTTPS://ACME.DEV")]
    [InlineData("https://bücher.example/é")]
    [InlineData("https://xn--bcher-kva.example")]
    [InlineData("https://[::1]:8080/")]
    [InlineData("https://192.0.2.1")]
    public void Takes_absolute_web_addresses(string address)
    {
        Assert.Empty(Errors(url: address));
        Assert.Empty(Errors(favicon: address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme.dev")]
    [InlineData("//acme.dev")]
    [InlineData("/acme")]
    [InlineData("https:acme.dev")]
    [InlineData("https:/acme.dev")]
    [InlineData("https://")]
    [InlineData("https:///path")]
    [InlineData("ftp://acme.dev")]
    [InlineData("javascript://acme.dev/%0Aalert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:text/html,http://a")]
    [InlineData("https://acme.dev:99999")]
    [InlineData("https://user@acme.dev")]
    [InlineData("https://user:secret@acme.dev")]
    [InlineData(" https://acme.dev")]
    [InlineData("https://acme.dev ")]
    [InlineData("https://acme.dev/a b")]
    [InlineData("https://acme.dev\u00A0/")]
    [InlineData("https://é\u200D.dev/")]
    [InlineData("https://-\u0958/")]
    [InlineData("https://acme.dev\n")]
    public void Refuses_what_is_no_web_address(string address)
    {
        AssertOnly("url", "'url'", Errors(url: address));
        AssertOnly("favicon", "'favicon'", Errors(favicon: address));
    }

    [Fact]
    public void Needs_an_address_and_no_icon()
    {
        AssertOnly("url", "is required", Errors(url: null));
        Assert.Empty(Errors(favicon: null));
    }

    [Fact]
    public void Limits_addresses_to_512_characters()
    {
        var longest = "https://acme.dev/" + new string('a', 495);
        Assert.Empty(Errors(url: longest, favicon: longest));
        AssertOnly("url", "at most 512 characters", Errors(url: longest + "a"));
        AssertOnly("favicon", "at most 512 characters", Errors(favicon: longest + "a"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(31_536_000, true)]
    [InlineData(-1, false)]
    [InlineData(31_536_001, false)]
    public void Limits_the_cache_duration_to_a_year(int seconds, bool valid)
    {
        var errors = Errors(cacheDuration: seconds);
        if (valid)
        {
            Assert.Empty(errors);
        }
        else
        {
            AssertOnly("cacheDuration", "between 0 (never kept) and 31536000", errors);
        }
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("photo", true)]
    [InlineData("Plain", false)]
    [InlineData("", false)]
    [InlineData("own-one@12", true)]
    [InlineData("own@0", false)]
    [InlineData("own@", false)]
    [InlineData("own template", false)]
    public void Knows_what_can_name_a_template(string template, bool valid)
    {
        var errors = Errors(template: template);
        if (valid)
        {
            Assert.Empty(errors);
        }
        else
        {
            AssertOnly("template", "names no template", errors);
        }
    }

    [Theory]
    [InlineData("--brand", "#0ea5e9")]
    [InlineData("--ink", "#FFF")]
    [InlineData("--paper", "#aBcDeF")]
    public void Takes_colours_for_its_theme(string name, string colour) => Assert.Empty(Errors(theme: Make.Map((name, colour))));

    [Theory]
    [InlineData("--brand", "red", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "#ff", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "#ffff", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "#ggg", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "#fff;x:url(//a)", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "#fff\n", "'theme.--brand' must be a colour")]
    [InlineData("--brand", " #fff", "'theme.--brand' must be a colour")]
    [InlineData("--brand", "", "'theme.--brand' must be a colour")]
    [InlineData("--brand", null, "'theme.--brand' must be a colour")]
    [InlineData("--Brand", "#fff", "--brand, --ink and --paper only")]
    [InlineData("brand", "#fff", "--brand, --ink and --paper only")]
    public void Refuses_anything_else_for_its_theme(string name, string? value, string why) =>
        AssertOnly("theme", why, Errors(theme: Make.Map((name, value!))));

    [Fact]
    public void Fills_in_defaults()
    {
        var project = new ProjectInput(" Acme ", "https://acme.dev").ApplyTo(Make.Project(
            cacheDuration: 5, template: "photo", theme: Make.Map(("--ink", "#000")), requireSignature: true));
        Assert.Equal("Acme", project.Title);
        Assert.Equal(86_400, project.CacheDuration);
        Assert.Null(project.Template);
        Assert.Null(project.Favicon);
        Assert.Empty(project.Theme);
        Assert.False(project.RequireSignature);
    }

    [Fact]
    public void Brings_text_to_nfc()
    {
        var project = new ProjectInput("Cafe\u0301", "https://acme.dev/e\u0301", "https://acme.dev/o\u0308").ApplyTo(Make.Project());
        Assert.Equal("Café", project.Title);
        Assert.Equal("https://acme.dev/é", project.Url);
        Assert.Equal("https://acme.dev/ö", project.Favicon);
    }

    public void Dispose() => _application.Dispose();

    private static void AssertOnly(string field, string why, IDictionary<string, string[]> errors)
    {
        var (name, messages) = Assert.Single(errors);
        Assert.Equal(field, name, ignoreCase: true);
        Assert.Contains(why, Assert.Single(messages), StringComparison.Ordinal);
    }

    private IDictionary<string, string[]> Errors(
        string? title = "Acme",
        string? url = "https://acme.dev",
        string? favicon = null,
        int? cacheDuration = null,
        string? template = null,
        IReadOnlyDictionary<string, string>? theme = null) =>
        _application.Validate(new ProjectInput(title, url, favicon, cacheDuration, template, theme));
}
