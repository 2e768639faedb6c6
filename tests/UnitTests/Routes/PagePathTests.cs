using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Routes;

public sealed class PagePathTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/blog/post", "/blog/post")]
    [InlineData("blog/post", "/blog/post")]
    [InlineData("/blog/", "/blog")]
    [InlineData("/blog//post/", "/blog/post")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/b/..", "/a")]
    [InlineData("/a/../../../b", "/b")]
    [InlineData("/..", "/")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b", "/b")]
    [InlineData("/a/%2e/b", "/a/b")]
    [InlineData("/...", "/...")]
    [InlineData("/%62log", "/blog")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/café", "/caf%C3%A9")]
    [InlineData("/cafe\u0301", "/caf%C3%A9")]
    [InlineData("/a+b", "/a%2Bb")]
    [InlineData("/A", "/A")]
    public void Gives_equal_pages_one_spelling(string raw, string canonical) => Assert.Equal(canonical, Make.Page(raw).Canonical);

    [Theory]
    [InlineData("/a%2Fb", "a/b")]
    [InlineData("/%252F", "%2F")]
    [InlineData("/%25252F", "%252F")]
    [InlineData("/%252e%252e", "%2e%2e")]
    [InlineData("/100%", "100%")]
    [InlineData("/%zz", "%zz")]
    [InlineData("/%4", "%4")]
    [InlineData("/%C3%28", "%C3(")]
    [InlineData("/%FF", "%FF")]
    [InlineData("/%C0%AF", "%C0%AF")]
    [InlineData("/%ED%A0%80", "%ED%A0%80")]
    [InlineData("/%F0%9F%98%80", "😀")]
    [InlineData("/a%3Fb%23c", "a?b#c")]
    [InlineData("/%2e%2e%2Fetc", "../etc")]
    public void Decodes_a_segment_once_and_leaves_broken_escapes_as_written(string raw, string segment) =>
        Assert.Equal(segment, Assert.Single(Make.Page(raw).Segments));

    [Theory]
    [InlineData("/%00")]
    [InlineData("/a%0Ab")]
    [InlineData("/a\tb")]
    [InlineData("/%7f")]
    [InlineData("/%C2%80")]
    [InlineData("/ok/%0d/ok")]
    public void Refuses_control_characters(string raw) => Assert.Same(PagePath.Invalid, PagePath.Parse(raw).Failure);

    [Fact]
    public void Refuses_text_that_is_no_unicode()
    {
        Assert.Same(PagePath.Invalid, PagePath.Parse("/\uD83D").Failure);
        Assert.Same(PagePath.Invalid, PagePath.Parse("/\uDE00\uD83D").Failure);
        Assert.Same(PagePath.Invalid, PagePath.Parse("/\uFFFE").Failure);
        Assert.Same(PagePath.Invalid, PagePath.Parse("/%EF%BF%BE").Failure);
    }

    [Fact]
    public void Takes_2048_bytes_and_refuses_one_more()
    {
        Assert.Null(PagePath.Parse(new string('a', 2_048)).Failure);
        Assert.Same(PagePath.TooLong, PagePath.Parse(new string('a', 2_049)).Failure);
        Assert.Null(PagePath.Parse(new string('é', 1_024)).Failure);
        Assert.Same(PagePath.TooLong, PagePath.Parse(new string('é', 1_024) + "a").Failure);
        Assert.Equal(FailureKind.Invalid, PagePath.TooLong.Kind);
    }

    [Theory]
    [InlineData("/blog/og.png", "/blog")]
    [InlineData("/og.jpg", "/")]
    [InlineData("/og.png/og.png", "/og.png")]
    [InlineData("/og.png/blog", "/og.png/blog")]
    [InlineData("/OG.png", "/OG.png")]
    [InlineData("/", "/")]
    public void Takes_off_a_last_segment_of_the_names_given(string raw, string left) =>
        Assert.Equal(left, Make.Page(raw).WithoutLast("og.png", "og.jpg").Canonical);

    [Fact]
    public void Is_canonical_after_one_pass() => Properties.Hold(Properties.AnyText(40), raw =>
        !PagePath.Parse(raw).TryGetValue(out var path, out _)
        || (Make.Page(path.Canonical).Canonical == path.Canonical && Make.Page(path.Canonical).Segments.SequenceEqual(path.Segments, StringComparer.Ordinal)));

    [Fact]
    public void Never_throws_and_never_keeps_what_it_should_refuse() => Properties.Hold(Properties.AnyText(40), raw =>
        !PagePath.Parse(raw).TryGetValue(out var path, out _)
        || path.Segments.All(s => s.Length > 0 && s is not ("." or "..") && !Text.HasControl(s) && Text.IsWellFormed(s) && s.IsNormalized()));
}
