using System.Text;
using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class PageItemsTests
{
    private const string Joe = "<span itemprop=author itemscope itemtype=https://schema.org/Person><a itemprop=url href=/joe><span itemprop=name>Joe</span></a></span>";

    [Theory]
    [InlineData("<p itemscope itemtype=https://schema.org/BlogPosting>" + Joe + "<meta itemprop=name content='The post'>", "Joe")]
    [InlineData("<p itemscope itemtype=https://schema.org/BlogPosting>" + Joe + "<meta itemprop='headline name' content='The post'>", "Joe")]
    [InlineData(Joe + "<b itemprop=name>x</b>", "Joe")]
    [InlineData("<span itemprop=author>Joe <b>Doe</b></span>", "Joe Doe")]
    [InlineData("<a itemprop=author href=/joe>Joe</a>", "Joe")]
    [InlineData("<span itemprop=author>Tom &amp;amp; Joe<svg><title>no</title></svg><script>no</script><template>no</template></span> no", "Tom &amp; Joe")]
    [InlineData("<span itemprop=author content=Joe>no</span>", "Joe")]
    [InlineData("<ul itemscope itemtype=https://schema.org/Article><li itemprop=author>Ann<li itemprop=author>Bob<li>no</ul>", "Ann, Bob")]
    [InlineData("<div itemscope itemtype=https://schema.org/Product><p itemprop=review itemscope itemtype=https://schema.org/Review><b itemprop=author>no</b></div>", null)]
    [InlineData("<div itemprop=review itemscope itemtype=https://schema.org/Review><b itemprop=author>no</b></div>", null)]
    [InlineData("<div itemscope itemtype=https://schema.org/Review><i></b></p></i><b itemprop=author>no</b></div><b itemprop=author>Joe</b>", "Joe")]
    [InlineData("<div itemscope itemtype=https://schema.org/Review><table><td></div><b itemprop=author>no</table></div><b itemprop=author>Joe</b>", "Joe")]
    [InlineData("<html itemscope itemtype=https://schema.org/QAPage><body><div itemprop=mainEntity itemscope itemtype=https://schema.org/Question>" + Joe, "Joe")]
    [InlineData("<main itemscope itemtype=https://schema.org/Blog><article itemprop=blogPost itemscope itemtype=https://schema.org/BlogPosting>" + Joe, "Joe")]
    [InlineData("<div itemscope>" + Joe + "</div>", "Joe")]
    [InlineData("<div itemscope><b itemprop=author>no</b></div><div itemscope><b itemprop=author>no</b></div>", null)]
    public void Find_the_author(string html, string? author) => Assert.Equal(author, Read(html).Author);

    [Theory]
    [InlineData("<div itemscope itemtype=https://schema.org/Article><img itemprop=image src=/a.png></div>", "/a.png")]
    [InlineData("<img itemprop=image src=/a.png>", "/a.png")]
    [InlineData("<div itemscope itemtype=https://schema.org/Article><p itemprop=image itemscope itemtype=https://schema.org/ImageObject><meta itemprop=url content=/a.png></div>", "/a.png")]
    [InlineData("<html itemscope itemtype=https://schema.org/Organization><meta itemprop=image content=/a.png>", "/a.png")]
    [InlineData("<footer itemscope itemtype=https://schema.org/Organization><img itemprop=image src=/no.png></footer>", null)]
    [InlineData("<p itemscope itemtype=https://schema.org/Article><img itemprop=image src=/1.png></p><p itemscope itemtype=https://schema.org/Article><img itemprop=image src=/2.png></p>", null)]
    [InlineData("<p itemscope itemtype=https://schema.org/Article><b itemprop=headline>x</b><img itemprop=image src=/1.png></p><p itemscope itemtype=https://schema.org/Article><a itemprop=url href=/blog></a><img itemprop=image src=/2.png></p>", "/2.png")]
    public void Find_the_picture(string html, string? path) => Assert.Equal(path is null ? null : "https://acme.dev" + path, Read(html).Image);

    [Theory]
    [InlineData("<p itemprop=description>What <i>is</i> told</p> no", "What is told")]
    [InlineData("<p itemprop=description>What is told<div>no</div>", "What is told")]
    [InlineData("<p itemscope itemtype=https://schema.org/Product><meta itemprop=description content=told>", "told")]
    [InlineData("<div itemscope itemtype=https://schema.org/Product><p itemprop=review itemscope><meta itemprop=description content=no></div>", null)]
    [InlineData("<meta itemprop=description content=no><meta name=description content=told>", "told")]
    public void Find_the_description(string html, string? description) => Assert.Equal(description, Read(html).Description);

    [Theory]
    [InlineData("<time itemprop=datePublished>2026-03-05</time>")]
    [InlineData("<time itemprop=datePublished datetime=2026-03-05>yesterday</time>")]
    [InlineData("<span itemprop=datePublished>March 5, 2026</span>")]
    [InlineData("<div itemscope><span itemprop=datePublished content=2026-03-05>yesterday</span></div>")]
    [InlineData("<abbr itemprop=datePublished title=2026-03-05>10:00</abbr>")]
    [InlineData("<div itemscope itemtype=https://schema.org/BlogPosting><i itemprop=comment itemscope><time itemprop=datePublished>2026-01-01</time></i><time itemprop=datePublished>2026-03-05</time></div>")]
    public void Find_the_date(string html) => Assert.Equal("2026-03-05", Read(html).Date);

    [Theory]
    [InlineData("<i itemprop=author>", 50_000)]
    [InlineData("<i itemscope itemprop=author>", 30_000)]
    [InlineData("<b></p></x>", 90_000)]
    [InlineData("<div><b></i>", 80_000)]
    [InlineData("<p itemprop='name description image author url creator headline' itemscope itemtype='Article Product'>x", 10_000)]
    public void Are_read_to_the_end_of_pages_that_are_made_for_it(string part, int count)
    {
        var html = new StringBuilder().Insert(0, part, count).Append("<meta itemprop=x><meta property=og:title content=end>").ToString();
        Assert.Equal("end", Read(html).Title);
    }

    private static PageMetadata Read(string html) =>
        new PageReader(new OwnCards(null)).Read(new PageSource(Encoding.UTF8.GetBytes(html), new Uri("https://acme.dev/blog")) { ContentType = "text/html; charset=utf-8" }).Metadata;
}
