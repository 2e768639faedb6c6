using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class LinkedPageTests
{
    [Theory]
    [InlineData("""{"@type":"Article","headline":"a","name":"b"}""", "a")]
    [InlineData("""{"@type":["Thing","NewsArticle"],"headline":"a"}""", "a")]
    [InlineData("""{"@type":"http://schema.org/BlogPosting","headline":"a"}""", "a")]
    [InlineData("""[{"@type":"BreadcrumbList","name":"x"},{"@type":"Product","name":"a"}]""", "a")]
    [InlineData("""{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"page"},{"@type":"Article","headline":"a"}]}""", "a")]
    [InlineData("""{"@graph":{"@type":"WebPage","name":"page"}}""", "page")]
    [InlineData("""{"@type":"WebPage","name":"page","mainEntity":{"@type":"Recipe","name":"a"}}""", "a")]
    [InlineData("""{"@type":"MusicEvent","name":{"@value":"a","@language":"en"}}""", "a")]
    [InlineData("""{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"no"}]}""", null)]
    [InlineData("""{"@type":"QAPage","mainEntity":{"@type":"Question","name":"a"}}""", "a")]
    [InlineData("""{"@context":{"schema":"https://schema.org/"},"@type":"schema:Article","schema:headline":"a"}""", "a")]
    [InlineData("""{"@type":"http://schema.org/Article","http://schema.org/headline":"a"}""", "a")]
    [InlineData("""{"@context":"https://schema.org","type":"Article","headline":"a"}""", "a")]
    [InlineData("""{"@type":"Organization","name":"no"}""", null)]
    [InlineData("""{"@type":"WebSite","name":"no"}""", null)]
    [InlineData("""{"@type":"Product","name":5}""", null)]
    [InlineData("""{"name":"no type"}""", null)]
    [InlineData("""[{"@type":"Product","name":"one"},{"@type":"Product","name":"two"}]""", null)]
    [InlineData("""[{"@type":"Product","name":"one"},{"@type":"Product","name":"two","url":"/blog"}]""", "two")]
    [InlineData("""[{"@type":"Product","name":"one","url":"/other"},{"@type":"Product","name":"two","url":"http://www.acme.dev/blog/"}]""", "two")]
    [InlineData("""[{"@type":"Product","name":"one","url":"/blog?id=1"},{"@type":"Product","name":"two","url":"/blog?id=2"},{"@type":"Product","name":"three"}]""", null)]
    [InlineData("""[{"@type":"Product","name":"one","url":"https://acme.dev:444/blog"},{"@type":"Product","name":"two"}]""", null)]
    [InlineData("""[{"@type":"Article","headline":"one"},{"@type":"NewsArticle","headline":"one"}]""", "one")]
    [InlineData("""[{"@type":"Article","headline":"one"},{"@type":"Article","headline":"two","mainEntityOfPage":{"@type":"WebPage","@id":"https://acme.dev/blog"}}]""", "two")]
    [InlineData("""{"@type":"Article","headline":"Tom &amp; Jerry&#8217;s"}""", "Tom & Jerry’s")]
    [InlineData("""{"@type":"Article","headline":"a",}""", "a")]
    [InlineData("""{"@type":"Article" /* why */,"headline":"a"};""", "a")]
    [InlineData("<!-- {\"@type\":\"Article\",\"headline\":\"a\"} -->", "a")]
    [InlineData("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a\"}\n//]]>", "a")]
    [InlineData("<![CDATA[[{\"@type\":\"Article\",\"headline\":\"a\"}]]]>", "a")]
    [InlineData("{\"@type\":\"Article\",\"headline\":\"a\nb\"}", "a b")]
    [InlineData("""{"@type":"Article","headline":"a" """, null)]
    [InlineData("""{"@type":"Article","headline":"\uD800"}""", null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("[[[]]]", null)]
    public void Finds_the_title_of_what_the_page_is_about(string script, string? title) => Assert.Equal(title, Read(script).Title);

    [Fact]
    public void Reads_other_scripts_where_one_is_broken() =>
        Assert.Equal("a", Read("{broken", """{"@type":"Article","headline":"a"}""").Title);

    [Fact]
    public void Takes_what_one_thing_lacks_from_the_next() => Assert.Equal(
        "of the page", Read("""{"@graph":[{"@type":"Article","headline":"a"},{"@type":"WebPage","description":"of the page"}]}""").Description);

    [Theory]
    [InlineData("\"/a.png\"", "/a.png")]
    [InlineData("""{"@type":"ImageObject","url":"/a.png"}""", "/a.png")]
    [InlineData("""{"@type":"ImageObject","contentUrl":"/a.png"}""", "/a.png")]
    [InlineData("""["/a.png","/b.png"]""", "/a.png")]
    [InlineData("""[{"url":["/a.png"]}]""", "/a.png")]
    [InlineData("""{"@list":["/a.png"]}""", "/a.png")]
    [InlineData("""{"@id":"#image"}""", "/of-the-graph.png")]
    [InlineData("""{"@type":"ImageObject","@id":"#image","width":100}""", "/of-the-graph.png")]
    [InlineData("""{"@type":"ImageObject","url":{"@id":"/a.png"}}""", "/a.png")]
    [InlineData("""[{"@id":"https://acme.dev/blog/#untold"},"/a.png"]""", "/a.png")]
    [InlineData("""["https://acme.dev/#untold","#untold","/a.png#v1"]""", "/a.png#v1")]
    [InlineData("""{"url":"/a.png#v1"}""", "/a.png#v1")]
    public void Finds_pictures_however_they_are_written(string image, string address) => Assert.Equal(
        address,
        Read($$"""{"@graph":[{"@type":"Article","image":{{image}}},{"@type":"ImageObject","@id":"#image","url":"/of-the-graph.png"}]}""").Images.First());

    [Fact]
    public void Follows_references_within_the_page()
    {
        var page = Read(
            """
            {"@graph":[
              {"@type":"Article","headline":"a","author":{"@id":"#jane"},"publisher":{"@id":"#acme"},"datePublished":"2026-03-05"},
              {"@type":"Person","@id":"#jane","name":"Jane Doe"},
              {"@type":"Organization","@id":"#acme","name":"Acme Inc."}]}
            """);
        Assert.Equal(("Jane Doe", "Acme Inc.", "2026-03-05"), (page.Author, page.SiteName, page.Published));
    }

    [Theory]
    [InlineData("""{"@graph":[{"@type":"Article","author":[{"@type":"Person","@id":"#jane","url":"/jane"}]},{"@type":"Person","@id":"#jane","name":"Jane Doe"}]}""")]
    [InlineData("""{"@type":"Article","author":{"@id":"#jane"},"publisher":{"@type":"Person","@id":"#jane","name":"Jane Doe"}}""")]
    [InlineData("""{"@graph":[{"@type":"Person","@id":"#jane","url":"/jane"},{"@type":"Article","author":{"@id":"#jane"},"about":{"@id":"#jane","name":"Jane Doe"}}]}""")]
    [InlineData("""{"@graph":[{"@type":"Article","author":{"@id":"#jane"}},{"@type":"Person","@id":"https://acme.dev/blog#jane","name":"Jane Doe"}]}""")]
    [InlineData("""{"@graph":[{"@type":"Article","author":{"@id":"https://acme.dev/jane"}},{"@type":"Person","@id":"/jane","name":"Jane Doe"}]}""")]
    [InlineData("""{"@graph":[{"type":"Article","author":{"id":"#jane"}},{"type":"Person","id":"#jane","name":"Jane Doe"}]}""")]
    [InlineData("""{"@type":"Article","author":{"@type":"Person","givenName":"Jane","familyName":"Doe"}}""")]
    public void Finds_names_wherever_the_page_tells_them(string script) => Assert.Equal("Jane Doe", Read(script).Author);

    [Theory]
    [InlineData("<p>Hand <b>made</b>.<br>Blue.</p>", " Hand  made . Blue. ")]
    [InlineData("The <p> element", "The <p> element")]
    [InlineData("a </x> b", "a </x> b")]
    public void Takes_elements_out_of_descriptions_that_have_some(string text, string description) =>
        Assert.Equal(description, Read($$"""{"@type":"Product","name":"a","description":"{{text}}"}""").Description);

    [Fact]
    public void Takes_the_day_of_creation_where_none_of_publication_is_told() => Assert.Equal(
        "2026-03-05", Read("""{"@type":"QAPage","mainEntity":{"@type":"Question","name":"a","dateCreated":"2026-03-05"}}""").Published);

    [Fact]
    public void Takes_none_of_many_that_have_no_name() =>
        Assert.Null(Read("""[{"@type":"Article","datePublished":"2026-03-05"},{"@type":"Article","datePublished":"2026-03-06"}]""").Published);

    [Fact]
    public void Takes_whom_a_profile_is_of()
    {
        var page = Read("""{"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Ann","image":"/ann.png","description":"Writes."}}""");
        Assert.Equal(("Ann", "/ann.png", "Writes."), (page.Title, page.Images.First(), page.Description));
    }

    [Fact]
    public void Is_not_led_in_circles() =>
        Assert.Null(Read("""{"@graph":[{"@type":"Article","@id":"#a","author":{"@id":"#b"}},{"@type":"Person","@id":"#b","name":{"@id":"#a"}}]}""").Author);

    private static LinkedPage Read(params string[] scripts) => new(scripts, new Uri("https://acme.dev/blog"));
}
