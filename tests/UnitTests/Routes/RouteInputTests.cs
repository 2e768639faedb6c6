using System.Globalization;
using PearlIo.Application.Routes;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Routes;

public sealed class RouteInputTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public void Is_valid_with_a_path_alone() => Assert.Empty(Errors());

    [Theory]
    [InlineData(null, "is required")]
    [InlineData("", "must begin with '/'")]
    [InlineData("/a\0", "control character")]
    [InlineData("/%00", "control characters")]
    [InlineData("/**/a", "last segment only")]
    [InlineData("/{a}/{a}", "twice")]
    public void Needs_a_path_that_is_a_pattern(string? path, string why) => AssertOnly("path", why, Errors(path: path));

    [Fact]
    public void Limits_the_path_to_512_characters_in_nfc()
    {
        Assert.Empty(Errors(path: "/" + new string('a', 511)));
        Assert.Empty(Errors(path: "/" + string.Concat(Enumerable.Repeat("e\u0301", 511))));
        AssertOnly("path", "at most 512 characters", Errors(path: "/" + new string('a', 512)));
        AssertOnly("path", "at most 512 characters", Errors(path: "/" + string.Concat(Enumerable.Repeat("\u0958", 256))));
    }

    [Fact]
    public void Refuses_a_path_that_is_no_unicode() => AssertOnly("path", "lone surrogate", Errors(path: "/\uD800"));

    [Fact]
    public void Gives_the_shape_of_the_path_that_is_kept()
    {
        // In NFC the escape's last digit and the mark become one letter, which breaks the escape.
        AssertKept("/%4E\u0301");
        Properties.Hold(
            Properties.AnyText(12),
            text => Errors(path: "/" + text).Count > 0 || Keep("/" + text) is var kept && Make.Pattern(kept.Path).Shape == kept.PathShape,
            times: 1_000);

        void AssertKept(string path) => Assert.Equal(Make.Pattern(Keep(path).Path).Shape, Keep(path).PathShape);
        static Route Keep(string path) => new RouteInput(path).ApplyTo(Make.Route("/old"), projectCacheDuration: 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(31_536_001)]
    public void Limits_the_cache_duration(int seconds) => AssertOnly("cacheDuration", "between 0", Errors(cacheDuration: seconds));

    [Fact]
    public void Knows_what_can_name_a_template() => AssertOnly("template", "names no template", Errors(template: "Other"));

    [Theory]
    [InlineData(19_999)]
    [InlineData(5_000_001)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Limits_the_bytes_of_a_card(int bytes) => AssertOnly("byteBudget", "between 20000 and 5000000", Errors(byteBudget: bytes));

    [Theory]
    [InlineData(20_000)]
    [InlineData(5_000_000)]
    public void Takes_the_limits_themselves(int bytes) => Assert.Empty(Errors(byteBudget: bytes));

    [Theory]
    [InlineData("", "has a name that is none")]
    [InlineData("1a", "has a name that is none")]
    [InlineData("a-b", "has a name that is none")]
    [InlineData("a b", "has a name that is none")]
    [InlineData("é", "has a name that is none")]
    [InlineData("title\n", "has a name that is none")]
    public void Refuses_names_that_are_none(string name, string why)
    {
        AssertOnly("variables", why, Errors(variables: Make.Map((name, "x"))));
        AssertOnly("query", why, Errors(query: [name]));
    }

    [Fact]
    public void Limits_names_to_64_characters()
    {
        var longest = new string('n', 64);
        Assert.Empty(Errors(variables: Make.Map((longest, "x")), query: [longest]));
        AssertOnly("variables", "has a name that is none", Errors(variables: Make.Map((longest + "n", "x"))));
        AssertOnly("query", "has a name that is none", Errors(query: [longest + "n"]));
    }

    [Fact]
    public void Refuses_values_of_variables_that_cannot_be_kept()
    {
        AssertOnly("variables", "'variables.title' must be a text", Errors(variables: Make.Map(("title", null!))));
        AssertOnly("variables", "'variables.title' has a lone surrogate", Errors(variables: Make.Map(("title", "\uDC00"))));
        AssertOnly("variables", "'variables.title' has a control character", Errors(variables: Make.Map(("title", "a\nb"))));
        AssertOnly("variables", "at most 2000 characters", Errors(variables: Make.Map(("title", new string('a', 2_001)))));
        Assert.Empty(Errors(variables: Make.Map(("title", new string('a', 2_000)), ("empty", string.Empty))));
    }

    [Fact]
    public void Limits_the_number_of_variables_to_64()
    {
        Assert.Empty(Errors(variables: Make.Map(Names(64))));
        AssertOnly("variables", "at most 64 entries", Errors(variables: Make.Map(Names(65))));
        static (string, string)[] Names(int count) =>
            [.. Enumerable.Range(0, count).Select(i => (string.Create(CultureInfo.InvariantCulture, $"v{i}"), "x"))];
    }

    [Fact]
    public void Limits_the_number_of_query_names_to_32()
    {
        Assert.Empty(Errors(query: Names(32)));
        AssertOnly("query", "at most 32 names", Errors(query: Names(33)));
        static string[] Names(int count) =>
            [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"q{i}"))];
    }

    [Fact]
    public void Refuses_a_query_name_twice()
    {
        AssertOnly("query", "twice", Errors(query: ["title", "title"]));
        Assert.Empty(Errors(query: ["title", "Title"]));
    }

    [Fact]
    public void Refuses_a_query_name_that_is_null() => AssertOnly("query", "has a name that is none", Errors(query: [null!]));

    [Theory]
    [InlineData("v")]
    [InlineData("sig")]
    [InlineData("exp")]
    [InlineData("project")]
    [InlineData("path")]
    public void Refuses_query_names_of_the_card_endpoint_itself(string name) =>
        AssertOnly("query", "mean something of their own", Errors(query: ["title", name]));

    [Fact]
    public void Fills_in_defaults()
    {
        var before = Make.Route(
            "/old", returnType: ReturnType.Webp, cacheDuration: 5, template: "photo", variables: Make.Map(("a", "b")), query: ["q"], byteBudget: 20_000);
        var route = new RouteInput("/blog/{slug}").ApplyTo(before, projectCacheDuration: 77);
        Assert.Equal("/blog/{slug}", route.Path);
        Assert.Equal("/blog/{}", route.PathShape);
        Assert.Equal(ReturnType.Png, route.ReturnType);
        Assert.Equal(77, route.CacheDuration);
        Assert.Null(route.Template);
        Assert.Empty(route.Variables);
        Assert.Empty(route.Query);
        Assert.Null(route.Source);
        Assert.Equal(300_000, route.ByteBudget);
    }

    [Fact]
    public void Keeps_what_the_caller_says()
    {
        var route = new RouteInput("/a/", ReturnType.Auto, 0, "photo", Make.Map(("title", "Cafe\u0301")), ["b", "a"], RouteSource.None, 20_001)
            .ApplyTo(Make.Route("/old"), projectCacheDuration: 77);
        Assert.Equal("/a/", route.Path);
        Assert.Equal("/a", route.PathShape);
        Assert.Equal(ReturnType.Auto, route.ReturnType);
        Assert.Equal(0, route.CacheDuration);
        Assert.Equal("photo", route.Template);
        Assert.Equal("Café", route.Variables["title"]);
        Assert.Equal(["b", "a"], route.Query);
        Assert.Equal(RouteSource.None, route.Source);
        Assert.Equal(20_001, route.ByteBudget);
    }

    public void Dispose() => _application.Dispose();

    private static void AssertOnly(string field, string why, IDictionary<string, string[]> errors)
    {
        var (name, messages) = Assert.Single(errors);
        Assert.Equal(field, name, ignoreCase: true);
        Assert.Contains(why, Assert.Single(messages), StringComparison.Ordinal);
    }

    private IDictionary<string, string[]> Errors(
        string? path = "/blog",
        int? cacheDuration = null,
        string? template = null,
        IReadOnlyDictionary<string, string>? variables = null,
        IReadOnlyList<string>? query = null,
        int? byteBudget = null) =>
        _application.Validate(new RouteInput(path, null, cacheDuration, template, variables, query, null, byteBudget));
}
