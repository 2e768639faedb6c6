using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Routes;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("/docs", "/docs")]
    [InlineData("/docs/", "/docs")]
    [InlineData("/docs/a", "/docs/{page}")]
    [InlineData("/docs/a/b", "/docs/**")]
    [InlineData("/blog/new", "/blog/new")]
    [InlineData("/blog/2026", "/blog/{slug}")]
    [InlineData("/blog/2026/comments", "/blog/*/comments")]
    [InlineData("/blog/new/comments", "/blog/*/comments")]
    [InlineData("/blog/new/other", "/blog/**")]
    [InlineData("/", "/**")]
    [InlineData("/x", "/**")]
    [InlineData("/blog", "/blog/**")]
    [InlineData("/Docs", "/**")]
    [InlineData("/docs%2Fa", "/**")]
    public void Takes_the_most_specific_route_segment_by_segment(string page, string winner) => Assert.Equal(
        winner,
        Winner(page, "/docs", "/docs/{page}", "/docs/**", "/blog/new", "/blog/{slug}", "/blog/*/comments", "/blog/**", "/**"));

    [Theory]
    [InlineData("/a/b/d", "/{x}/b/d")]
    [InlineData("/a/b/c", "/a/{y}/c")]
    [InlineData("/a/x/d", "/*/*/d")]
    [InlineData("/a/x/e", null)]
    public void Steps_back_where_the_more_specific_way_ends_nowhere(string page, string? winner) =>
        Assert.Equal(winner, Winner(page, "/a/{y}/c", "/{x}/b/d", "/*/*/d"));

    [Fact]
    public void Lets_the_first_segment_that_differs_decide() =>
        Assert.Equal("/a/**", Winner("/a/b/c", "/a/**", "/{x}/b/c"));

    [Theory]
    [InlineData("/docs", "/docs/**", true)]
    [InlineData("/", "/**", true)]
    [InlineData("/docsx", "/docs/**", false)]
    [InlineData("/", "/*", false)]
    [InlineData("/a/b", "/*", false)]
    [InlineData("/", "/", true)]
    [InlineData("/a", "/", false)]
    [InlineData("/%7Ba%7D", "/%7Ba%7D", true)]
    [InlineData("/a%2fb", "/a%2Fb", true)]
    [InlineData("/cafe%CC%81", "/café", true)]
    public void Matches_whole_paths_only(string page, string pattern, bool matches) =>
        Assert.Equal(matches ? pattern : null, Winner(page, pattern));

    [Fact]
    public void Hands_out_decoded_values_of_variables()
    {
        var match = Table("/{year}/*/{slug}/**").Match(Make.Page("/2026/x/a%2Fb%20c%252F/rest/of/it"));
        Assert.NotNull(match);
        Assert.Equal(Make.Map(("year", "2026"), ("slug", "a/b c%2F")), match.Values);
    }

    [Fact]
    public void Hands_out_no_values_where_the_route_has_no_variables() => Assert.Empty(Table("/a/*").Match(Make.Page("/a/b"))!.Values);

    [Fact]
    public void Counts_its_routes()
    {
        Assert.Equal(2, Table("/a", "/b").Count);
        Assert.Equal(0, Table().Count);
        Assert.Null(Table().Match(Make.Page("/")));
    }

    [Theory]
    [InlineData("/{a}", "/{b}")]
    [InlineData("/a/**", "/a/**")]
    [InlineData("/", "/")]
    public void Refuses_two_routes_of_one_shape(string one, string other) =>
        Assert.Contains("same shape", Assert.Throws<InvalidOperationException>(() => Table(one, other)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_the_route_that_is_broken()
    {
        var broken = Make.Route("/fine") with { Path = "/**/broken" };
        var fault = Assert.Throws<InvalidOperationException>(() => RouteTable.Build([broken]));
        Assert.Contains(broken.Id.ToString(), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decides_alike_in_whatever_order_routes_were_made() => Properties.Hold(
        from patterns in PatternSets
        from shuffled in Gen.Shuffle(patterns)
        from page in Pages
        select (patterns, shuffled, page),
        given => string.Equals(Winner(given.page, given.patterns), Winner(given.page, given.shuffled), StringComparison.Ordinal),
        times: 2_000);

    [Fact]
    public void Agrees_with_looking_at_every_route() => Properties.Hold(
        from patterns in PatternSets from page in Pages select (patterns, page),
        given => string.Equals(Winner(given.page, given.patterns), Oracle(given.page, given.patterns), StringComparison.Ordinal),
        times: 5_000);

    [Fact]
    public void Gives_equal_shapes_to_patterns_that_match_the_same_pages_but_for_their_rank()
    {
        var pages = AllPages();
        Properties.Hold(
            from one in Patterns from other in Patterns select (one, other),
            given =>
            {
                // `{name}` and `*` match the same pages and differ in rank, so their shapes differ on purpose.
                var sameShape = string.Equals(Ranked(given.one), Ranked(given.other), StringComparison.Ordinal);
                return sameShape == pages.All(p => Matches(given.one, p) == Matches(given.other, p));
            },
            times: 2_000);

        static string Ranked(string pattern) => Make.Pattern(pattern).Shape.Replace("{}", "*", StringComparison.Ordinal);
        static bool Matches(string pattern, string page) => Winner(page, pattern) is not null;
    }

    private static readonly string[] Alphabet = ["a", "b", "c"];

    private static Gen<string> Patterns =>
        from segments in Gen.Elements("a", "b", "{", "{", "*").UpTo(4)
        from rest in Gen.Elements(string.Empty, string.Empty, "/**")
        select Write(segments, rest);

    private static Gen<string[]> PatternSets => Patterns.UpTo(12)
        .Select(patterns => patterns.DistinctBy(p => Make.Pattern(p).Shape, StringComparer.Ordinal).ToArray());

    private static Gen<string> Pages => Gen.Elements(Alphabet).UpTo(5).Select(segments => "/" + string.Join('/', segments));

    private static string Write(string[] segments, string rest)
    {
        var named = segments.Select((s, i) => s is "{" ? string.Create(CultureInfo.InvariantCulture, $"/{{v{i}}}") : "/" + s);
        var path = string.Concat(named) + rest;
        return path.Length == 0 ? "/" : path;
    }

    // Every path of up to five segments, longer than any pattern.
    private static List<string> AllPages()
    {
        List<string> all = [string.Empty];
        for (var from = 0; all[from].Count(c => c == '/') < 5; from++)
        {
            all.AddRange(Alphabet.Select(s => all[from] + "/" + s));
        }

        return all;
    }

    private static RouteTable Table(params string[] patterns) => RouteTable.Build([.. patterns.Select(p => Make.Route(p))]);

    private static string? Winner(string page, params string[] patterns) => Table(patterns).Match(Make.Page(page))?.Route.Path;

    // Written anew and on plain text, so that it shares no mistake with the tree.
    private static string? Oracle(string page, string[] patterns)
    {
        var path = Split(page);
        string? best = null;
        foreach (var pattern in patterns)
        {
            if (OracleMatches(Split(pattern), path) && (best is null || IsMoreSpecific(Split(pattern), Split(best))))
            {
                best = pattern;
            }
        }

        return best;
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool OracleMatches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.Length == 0)
        {
            return path.Length == 0;
        }

        if (pattern[0] is "**")
        {
            return true;
        }

        return path.Length > 0
            && (pattern[0] is "*" || pattern[0][0] == '{' || string.Equals(pattern[0], path[0], StringComparison.Ordinal))
            && OracleMatches(pattern[1..], path[1..]);
    }

    private static bool IsMoreSpecific(string[] one, string[] other)
    {
        for (var i = 0; i < Math.Max(one.Length, other.Length); i++)
        {
            var difference = Rank(one, i) - Rank(other, i);
            if (difference != 0)
            {
                return difference < 0;
            }
        }

        return false;
    }

    private static int Rank(string[] pattern, int at) => at >= pattern.Length ? 0 : pattern[at] switch
    {
        "**" => 4,
        "*" => 3,
        ['{', ..] => 2,
        _ => 1,
    };
}
