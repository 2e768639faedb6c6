using System.Text;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Routes;

public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/blog", "/blog")]
    [InlineData("/blog/{slug}", "/blog/{}")]
    [InlineData("/a/*/b", "/a/*/b")]
    [InlineData("/**", "/**")]
    [InlineData("/docs/**", "/docs/**")]
    [InlineData("/{a}/{b}/{A}", "/{}/{}/{}")]
    [InlineData("/...", "/...")]
    [InlineData("/a b", "/a b")]
    [InlineData("/a+b", "/a+b")]
    public void Reads_every_kind_of_segment(string path, string shape) => Assert.Equal(shape, Make.Pattern(path).Shape);

    [Fact]
    public void Tells_kinds_and_texts_of_segments()
    {
        PatternSegment[] expected =
        [
            new(PatternSegmentKind.Literal, "blog"),
            new(PatternSegmentKind.Variable, "slug"),
            new(PatternSegmentKind.Any, string.Empty),
            new(PatternSegmentKind.Rest, string.Empty),
        ];
        Assert.Equal(expected, Make.Pattern("/blog/{slug}/*/**").Segments);
    }

    [Theory]
    [InlineData("/a%2Fb", "a/b")]
    [InlineData("/%7Bslug%7D", "{slug}")]
    [InlineData("/%2A", "*")]
    [InlineData("/%2a%2A", "**")]
    [InlineData("/%252F", "%2F")]
    [InlineData("/caf%C3%A9", "café")]
    [InlineData("/100%", "100%")]
    [InlineData("/a%zz", "a%zz")]
    [InlineData("/%C3%28", "%C3(")]
    [InlineData("/%3Fa%23b", "?a#b")]
    public void Decodes_a_literal_once(string path, string text) =>
        Assert.Equal(new PatternSegment(PatternSegmentKind.Literal, text), Assert.Single(Make.Pattern(path).Segments));

    [Theory]
    [InlineData("/%7Bslug%7D", "/{slug}")]
    [InlineData("/%2A", "/*")]
    [InlineData("/%2A%2A", "/**")]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("/%252F", "/%2F")]
    [InlineData("/%257B%257D", "/%7B%7D")]
    public void Keeps_shapes_of_literals_apart_from_what_they_look_like(string literal, string other) =>
        Assert.NotEqual(Make.Pattern(literal).Shape, Make.Pattern(other).Shape);

    [Theory]
    [InlineData("/café", "/cafe\u0301")]
    [InlineData("/café", "/caf%C3%A9")]
    [InlineData("/café", "/caf%65%CC%81")]
    [InlineData("/café", "/caf%c3%a9")]
    [InlineData("/blog", "/blog/")]
    [InlineData("/blog/{slug}", "/blog/{id}")]
    [InlineData("/%62log", "/blog")]
    [InlineData("/docs/**", "/docs/**/")]
    [InlineData("/%2f", "/%2F")]
    public void Gives_one_shape_to_spellings_of_the_same_path(string one, string other) =>
        Assert.Equal(Make.Pattern(one).Shape, Make.Pattern(other).Shape);

    [Theory]
    [InlineData("/Blog", "/blog")]
    [InlineData("/{a}", "/*")]
    [InlineData("/*", "/**")]
    [InlineData("/docs", "/docs/**")]
    [InlineData("/{a}", "/a")]
    public void Gives_different_shapes_to_different_paths(string one, string other) =>
        Assert.NotEqual(Make.Pattern(one).Shape, Make.Pattern(other).Shape);

    [Theory]
    [InlineData("", "must begin with '/'")]
    [InlineData("blog", "must begin with '/'")]
    [InlineData("%2Fblog", "must begin with '/'")]
    [InlineData("//blog", "empty segments")]
    [InlineData("/blog//post", "empty segments")]
    [InlineData("/.", "'.' or '..'")]
    [InlineData("/a/../b", "'.' or '..'")]
    [InlineData("/%2e", "'.' or '..'")]
    [InlineData("/%2E%2e/a", "'.' or '..'")]
    [InlineData("/.%2e", "'.' or '..'")]
    [InlineData("/**/a", "'**' as its last segment only")]
    [InlineData("/**/**", "'**' as its last segment only")]
    [InlineData("/{a}/x/{a}", "names the variable {a} twice")]
    [InlineData("/{bad name}", "inside a segment")]
    [InlineData("/{}", "inside a segment")]
    [InlineData("/{1a}", "inside a segment")]
    [InlineData("/{a-b}", "inside a segment")]
    [InlineData("/{é}", "inside a segment")]
    [InlineData("/post-{id}", "inside a segment")]
    [InlineData("/{a}{b}", "inside a segment")]
    [InlineData("/{a", "inside a segment")]
    [InlineData("/a}", "inside a segment")]
    [InlineData("/a*", "inside a segment")]
    [InlineData("/***", "inside a segment")]
    [InlineData("/a?b=c", "'?' or '#'")]
    [InlineData("/a#b", "'?' or '#'")]
    [InlineData("/a\nb", "control characters")]
    [InlineData("/{a\n}", "control characters")]
    [InlineData("/%00", "control characters")]
    [InlineData("/a%0D%0Ab", "control characters")]
    [InlineData("/%7F", "control characters")]
    [InlineData("/%C2%85", "control characters")]
    public void Refuses_what_is_no_pattern_and_says_why(string path, string why) => AssertRefused(path, why);

    [Fact]
    public void Refuses_text_that_is_no_unicode()
    {
        AssertRefused("/a\uD800", "lone surrogates");
        AssertRefused("/\uDC00b", "lone surrogates");
        AssertRefused("/\uFFFE", "lone surrogates");
        AssertRefused("/%EF%BF%BE", "lone surrogates");
    }

    [Fact]
    public void Limits_names_of_variables_to_64_characters()
    {
        Assert.Equal("/{}", Make.Pattern($"/{{{new string('n', 64)}}}").Shape);
        AssertRefused($"/{{{new string('n', 65)}}}", "at most 64");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("%")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("\u0958")]
    [InlineData("%2A")]
    [InlineData("%E0%A5%98")]
    [InlineData("*/")]
    [InlineData("😀")]
    public void Makes_shapes_of_the_longest_paths_that_fit_an_index_of_postgresql(string unit)
    {
        var path = "/" + string.Concat(Enumerable.Repeat(unit, (Route.MaxPathLength - 1) / Text.CountCharacters(unit.Normalize())));
        var shape = Make.Pattern(path).Shape;

        // An entry of a B-tree index may have 2,704 bytes.
        Assert.InRange(Encoding.UTF8.GetByteCount(shape), 100, 2_600);
    }

    private static void AssertRefused(string path, string why)
    {
        var failure = RoutePattern.Parse(path).Failure;
        Assert.NotNull(failure);
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Equal("routes.path_invalid", failure.Code);
        Assert.StartsWith("'path' ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }
}
