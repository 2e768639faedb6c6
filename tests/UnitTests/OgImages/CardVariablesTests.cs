using PearlIo.Application.OgImages;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardVariablesTests
{
    [Fact]
    public void Takes_a_listed_query_parameter_first()
    {
        var route = Make.Route("/docs/{title}", variables: Make.Map(("title", "from route")), query: ["title"]);
        Assert.Equal("from query", Variables("/docs/from-path", route, ("title", "from query")).Title);
    }

    [Fact]
    public void Takes_the_route_where_the_parameter_is_not_listed()
    {
        var route = Make.Route("/docs/{title}", variables: Make.Map(("title", "from route")), query: ["Title"]);
        Assert.Equal("from route", Variables("/docs/from-path", route, ("title", "from query")).Title);
    }

    [Fact]
    public void Takes_the_route_where_the_parameter_is_blank()
    {
        var route = Make.Route("/docs/{title}", variables: Make.Map(("title", "from route")), query: ["title"]);
        Assert.Equal("from route", Variables("/docs/from-path", route, ("title", "  ")).Title);
    }

    [Fact]
    public void Takes_the_route_where_the_parameter_shows_nothing()
    {
        var route = Make.Route("/docs/{title}", variables: Make.Map(("title", "from route")), query: ["title"]);
        Assert.Equal("from route", Variables("/docs/from-path", route, ("title", "\u200B\uFEFF")).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u200B")]
    public void Takes_a_name_of_the_path_where_the_route_says_nothing(string blank)
    {
        var route = Make.Route("/{title}/page", variables: Make.Map(("title", blank)));
        Assert.Equal("From path", Variables("/from-path/page", route).Title);
    }

    [Fact]
    public void Takes_the_last_segment_where_the_path_has_no_such_name() =>
        Assert.Equal("Hello world", Variables("/blog/hello-world", Make.Route("/blog/{slug}")).Title);

    [Fact]
    public void Takes_the_project_at_the_root() => Assert.Equal("Acme", Variables("/", Make.Route("/**")).Title);

    [Fact]
    public void Ignores_a_query_where_no_route_matched() => Assert.Equal("A", Variables("/a", route: null, ("title", "x")).Title);

    [Theory]
    [InlineData("{slug} of {year}", "hello-world of 2026")]
    [InlineData("{slug}{slug}", "hello-worldhello-world")]
    [InlineData("{other} {slug", "{other} {slug")]
    [InlineData("{ slug }", "{ slug }")]
    [InlineData("{{slug}}", "{hello-world}")]
    [InlineData("  a\u00A0 b ", "a b")]
    public void Fills_names_of_the_path_into_values_of_the_route(string text, string title)
    {
        var route = Make.Route("/{year}/{slug}", variables: Make.Map(("title", text)));
        Assert.Equal(title, Variables("/2026/hello-world", route).Title);
    }

    [Fact]
    public void Fills_in_no_names_that_came_with_the_path_or_the_query()
    {
        var route = Make.Route("/{a}/{b}", variables: Make.Map(("title", "{a}")), query: ["description"]);
        var variables = Variables("/%7Bb%7D/secret", route, ("description", "{b}"));
        Assert.Equal("{b}", variables.Title);
        Assert.Equal("{b}", variables.Description);
    }

    [Theory]
    [InlineData("hello-world", "Hello world")]
    [InlineData("hello_world", "Hello world")]
    [InlineData("hello-world.html", "Hello world")]
    [InlineData("index.HTM", "Index")]
    [InlineData("post.php", "Post")]
    [InlineData("v1.2", "V1.2")]
    [InlineData("A%20b-c", "A b-c")]
    [InlineData("iPhone", "IPhone")]
    [InlineData("%C3%A9t%C3%A9", "Été")]
    [InlineData("---", "---")]
    [InlineData("-a-", "A")]
    [InlineData("%F0%9F%98%80-x", "😀 x")]
    [InlineData("a%2Fb", "A/b")]
    [InlineData(".html", "Acme")]
    [InlineData("%E2%80%83", "Acme")]
    [InlineData("%E2%80%8B", "Acme")]
    [InlineData("%E2%80%AEa", "A")]
    public void Makes_the_last_segment_readable(string segment, string title) =>
        Assert.Equal(title, Variables("/blog/" + segment, route: null).Title);

    [Fact]
    public void Finds_the_description_or_none()
    {
        Assert.Null(Variables("/a", route: null).Description);
        Assert.Null(Variables("/a", Make.Route("/a", variables: Make.Map(("description", " ")))).Description);
        Assert.Equal("D", Variables("/a", Make.Route("/a", variables: Make.Map(("description", "D")))).Description);
        Assert.Equal("D e", Variables("/d-e", Make.Route("/{description}")).Description);
    }

    [Fact]
    public void Finds_the_name_of_the_site()
    {
        Assert.Equal("Acme", Variables("/a", route: null).SiteName);
        Assert.Equal("Docs", Variables("/a", Make.Route("/a", variables: Make.Map(("siteName", "Docs")))).SiteName);
        Assert.Equal("Blog", Variables("/a", Make.Route("/a", query: ["siteName"]), ("siteName", "Blog")).SiteName);
    }

    [Fact]
    public void Sorts_and_cleans_the_parameters_that_count()
    {
        var counted = CountedQuery.Of(
            Make.Map(("b", " x  y "), ("a", "cafe\u0301"), ("blank", " "), ("utm_source", "z"), ("A", "upper")),
            Make.Route("/", query: ["b", "blank", "a", "missing", "A"]),
            isSigned: false);
        Assert.Equal([new("A", "upper"), new("a", "café"), new("b", "x y")], counted);
    }

    [Fact]
    public void Counts_every_variable_of_a_signed_query_and_nothing_else_of_it()
    {
        var query = Make.Map(("title", "x"), ("other", "y"), ("utm_source", "z"), ("sig", "s"), ("exp", "1"), ("v", "1"), ("project", "p"), ("path", "/"), ("no name", "n"), ("description", " "));
        Assert.Equal([new("other", "y"), new("title", "x")], CountedQuery.Of(query, route: null, isSigned: true));
        Assert.Equal([new("other", "y"), new("title", "x")], CountedQuery.Of(query, Make.Route("/", query: ["title"]), isSigned: true));
    }

    [Fact]
    public void Takes_what_a_build_told_behind_the_query_and_before_the_route()
    {
        var route = Make.Route("/a", variables: Make.Map(("title", "from route"), ("description", "from route"), ("siteName", "from route")), query: ["title"]);
        var match = RouteTable.Build([route]).Match(Make.Page("/a"));
        var counted = CountedQuery.Of(Make.Map(("title", "from query")), route, isSigned: false);
        var told = Make.Map(("title", "told"), ("description", " told {slug}\u202e "), ("siteName", " "));

        var variables = new CardVariables(counted, told, match, read: null, Make.Page("/a"), Make.Project());

        Assert.Equal(("from query", "told {slug}", "from route"), (variables.Title, variables.Description, variables.SiteName));
        Assert.Equal("told", new CardVariables([], told, match, read: null, Make.Page("/a"), Make.Project()).Title);
    }

    [Fact]
    public void Counts_nothing_without_a_route_or_a_list()
    {
        Assert.Empty(CountedQuery.Of(Make.Map(("title", "x")), route: null, isSigned: false));
        Assert.Empty(CountedQuery.Of(Make.Map(("title", "x")), Make.Route("/"), isSigned: false));
        Assert.Empty(CountedQuery.Of(Make.Map(), Make.Route("/", query: ["title"]), isSigned: false));
    }

    [Fact]
    public void Cuts_long_values()
    {
        var route = Make.Route("/a", query: ["title"]);
        Assert.Equal(2_000, Variables("/a", route, ("title", new string('a', 5_000))).Title.Length);
    }

    private static CardVariables Variables(string page, Route? route, params (string Name, string Value)[] query)
    {
        var path = Make.Page(page);
        var match = route is null ? null : RouteTable.Build([route]).Match(path);
        Assert.Equal(route is null, match is null);
        return new CardVariables(CountedQuery.Of(Make.Map(query), route, isSigned: false), told: null, match, read: null, path, Make.Project());
    }
}
