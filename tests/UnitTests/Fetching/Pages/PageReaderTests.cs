using System.Text;
using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class PageReaderTests
{
    private const string Page = "https://acme.dev/blog/hello";

    [Theory]
    [InlineData("<meta property=og:title content=a><meta name=twitter:title content=b><title>c</title>", "a")]
    [InlineData("<title>c</title><meta name=twitter:title content=b>", "b")]
    [InlineData("<meta name=og:title content=a>", "a")]
    [InlineData("<meta property=twitter:title content=b>", "b")]
    [InlineData("<meta PROPERTY='OG:Title' CONTENT=a>", "a")]
    [InlineData("<meta property='og:title twitter:title' content=a>", "a")]
    [InlineData("<meta property=og:title content=' '><meta property=og:title content=second><meta property=og:title content=third>", "second")]
    [InlineData("<meta property=og:title content><title>c</title>", "c")]
    [InlineData("<title>c</title><title>d</title>", "c")]
    [InlineData("<title> </title><title>d</title>", "d")]
    [InlineData("<body><p>text<meta property=og:title content=a>", "a")]
    [InlineData("<body><title>late</title>", "late")]
    [InlineData("</head></body></html><meta property=og:title content=a>", "a")]
    [InlineData("<head><title>a<b>c</title>", "a<b>c")]
    [InlineData("<title>Tom &amp; Jerry &lt;3 &#x1F600; &eacute;&copy 1</title>", "Tom & Jerry <3 😀 é© 1")]
    [InlineData("<title>a &amp;amp; b</title>", "a &amp; b")]
    [InlineData("<meta property=og:title content='a &amp;amp; b &quot;c&quot;'>", "a &amp; b \"c\"")]
    [InlineData("<title>\n  a\t\u00A0 b\r\n\u3000c  </title>", "a b c")]
    [InlineData("<title>a\u0000\u0007b\u202Ec</title>", "a bc")]
    [InlineData("<title>e\u0301</title>", "é")]
    [InlineData("<svg><title>Icon</title></svg><title>c</title>", "c")]
    [InlineData("<svg><title>Icon</title></svg>", null)]
    [InlineData("<svg><g><meta property=og:title content=a></svg>", "a")]
    [InlineData("<svg><path/></svg><title>c</title>", "c")]
    [InlineData("<svg/><title>c</title>", "c")]
    [InlineData("<svg><foreignObject><title>c</title></foreignObject></svg>", "c")]
    [InlineData("<svg><style><title>x</title></style></svg><title>c</title>", "c")]
    [InlineData("<!-- <title>no</title> --><title>c</title>", "c")]
    [InlineData("<!--><title>c</title>", "c")]
    [InlineData("<noscript><title>no</title></noscript><title>c</title>", "c")]
    [InlineData("<template><title>no</title><meta property=og:title content=no></template><title>c</title>", "c")]
    [InlineData("<template><template></template><title>no</title></template><title>c</title>", "c")]
    [InlineData("<script>document.write('<title>no</title>')</script><title>c</title>", "c")]
    [InlineData("<script><!-- <script></script> <title>no</title> --></script><title>c</title>", "c")]
    [InlineData("<textarea><title>no</title></textarea><title>c</title>", "c")]
    [InlineData("<style><title>no</title></style><title>c</title>", "c")]
    [InlineData("<iframe><title>no</title></iframe><title>c</title>", "c")]
    [InlineData("<title>c", "c")]
    [InlineData("<meta content=a property=og:title", null)]
    [InlineData("<meta name=title content=m>", "m")]
    [InlineData("<meta itemprop=name content=m>", null)]
    [InlineData("<meta property=og:title content=undefined><meta name=twitter:title content='[object Object]'><title>c</title>", "c")]
    [InlineData("<title>undefined</title>", "undefined")]
    [InlineData("<title>c</title><body><p>x<script type='application/ld&#x2B;json'>{\"@type\":\"Article\",\"headline\":\"a\"}</script>", "a")]
    [InlineData("<meta property=dc:title content=d>", "d")]
    [InlineData("", null)]
    [InlineData("\u0000\u0001<<<>>><!", null)]
    public void Find_the_title(string html, string? title) => Assert.Equal(title, Read(html).Title);

    [Theory]
    [InlineData("<meta property=og:description content=a><meta name=description content=b>", "a")]
    [InlineData("<meta name=description content=b><meta name=twitter:description content=t>", "t")]
    [InlineData("<meta name=Description content='b\n c'>", "b c")]
    [InlineData("<meta http-equiv=description content=b>", null)]
    [InlineData("<meta itemprop=description content=b>", "b")]
    [InlineData("<p>A paragraph is none.</p>", null)]
    public void Find_the_description(string html, string? description) => Assert.Equal(description, Read(html).Description);

    [Theory]
    [InlineData("<meta property=og:image content=https://cdn.example/a.png?x=1&amp;y=2>", "https://cdn.example/a.png?x=1&y=2")]
    [InlineData("<meta property=og:image content=/a.png>", "https://acme.dev/a.png")]
    [InlineData("<meta property=og:image content=a.png>", "https://acme.dev/blog/a.png")]
    [InlineData("<meta property=og:image content=//cdn.example/a.png>", "https://cdn.example/a.png")]
    [InlineData("<meta property=og:image content='../ü b.png'>", "https://acme.dev/%C3%BC%20b.png")]
    [InlineData("<meta property=og:image content=///cdn.example/a.png>", "https://cdn.example/a.png")]
    [InlineData("<meta property=og:image content='http:\\\\cdn.example\\a.png'>", "http://cdn.example/a.png")]
    [InlineData("<meta property=og:image content='\\\\cdn.example\\a.png?b'>", "https://cdn.example/a.png?b")]
    [InlineData("<meta property=og:image content='https:/a.png'>", "https://acme.dev/a.png")]
    [InlineData("<meta property=og:image content='/a%2Fb%20c%zz.png'>", "https://acme.dev/a%2Fb%20c%zz.png")]
    [InlineData("<meta property=og:image content='https://cdn.example/100% %25.png'>", "https://cdn.example/100%%20%25.png")]
    [InlineData("<meta property=og:image content='/%\uE000.png'>", "https://acme.dev/%25%EE%80%80.png")]
    [InlineData("<meta property=og:image content=https://bücher.example/a.png>", "https://xn--bcher-kva.example/a.png")]
    [InlineData("<meta property=og:image content=//cu\uFDFAt/a.png>", null)]
    [InlineData("<base href=/sub/><meta property=og:image content=a.png>", "https://acme.dev/sub/a.png")]
    [InlineData("<meta property=og:image content=a.png><base href=https://cdn.example/x/y>", "https://cdn.example/x/a.png")]
    [InlineData("<base target=_top><base href=/1/><base href=/2/><meta property=og:image content=a.png>", "https://acme.dev/1/a.png")]
    [InlineData("<base href=javascript:1><meta property=og:image content=a.png>", "https://acme.dev/blog/a.png")]
    [InlineData("<meta property=og:image content=data:image/png;base64,AAAA><meta name=twitter:image content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<meta property=og:image content='javascript:alert(1)'>", null)]
    [InlineData("<meta property=og:image content=file:///etc/passwd>", null)]
    [InlineData("<meta property=og:image content=http://[::1>", null)]
    [InlineData("<meta property=og:image content=''><meta property=og:image content=/2.png><meta property=og:image content=/3.png>", "https://acme.dev/2.png")]
    [InlineData("<meta property=og:image:url content=/u.png>", "https://acme.dev/u.png")]
    [InlineData("<meta property=og:image content=http://acme.dev/1.png><meta property=og:image:secure_url content=https://acme.dev/1.png>", "https://acme.dev/1.png")]
    [InlineData("<meta property=og:image content=/1.png><meta property=og:image content=/2.png><meta property=og:image:secure_url content=https://acme.dev/s.png>", "https://acme.dev/1.png")]
    [InlineData("<meta property=og:image:secure_url content=https://acme.dev/s.png>", "https://acme.dev/s.png")]
    [InlineData("<meta property=og:image content=https://acme.dev/1.png><meta property=og:image:secure_url content=http://acme.dev/1.png>", "https://acme.dev/1.png")]
    [InlineData("<meta property=og:image content=null><meta name=twitter:image content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<meta property=og:image content='#'><meta name=twitter:image content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<link itemprop=image href=/i.png>", "https://acme.dev/i.png")]
    [InlineData("<meta property=og:image:width content=100>", null)]
    [InlineData("<meta name=twitter:image:src content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<link rel=image_src href=/l.png>", "https://acme.dev/l.png")]
    [InlineData("<meta itemprop=image content=/i.png>", "https://acme.dev/i.png")]
    [InlineData("<meta property=og:image content=/og/x/card.png><meta name=twitter:image content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<meta property=og:image content=/og/0195a000-0000-7000-8000-000000000001><meta name=twitter:image content=/t.png>", "https://acme.dev/t.png")]
    [InlineData("<meta property=og:image content=/og/home.png?v=2><meta name=twitter:image content=/t.png>", "https://acme.dev/og/home.png?v=2")]
    [InlineData("<meta property=og:image content=https://cards.acme.dev/og/1/blog>", null)]
    [InlineData("<meta property=og:image content=https://elsewhere.dev/og/x.png>", "https://elsewhere.dev/og/x.png")]
    public void Find_the_picture(string html, string? image) => Assert.Equal(image, Read(html).Image);

    [Theory]
    [InlineData("<meta property=og:site_name content=Acme><meta name=application-name content=App>", "Acme")]
    [InlineData("<meta name=application-name content=App>", "App")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"WebSite\",\"name\":\"Site\"}</script><meta name=application-name content=App>", "Site")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"Pub\"}}</script>", "Pub")]
    [InlineData("<meta name=twitter:site content=@acme>", null)]
    public void Find_the_name_of_the_site(string html, string? name) => Assert.Equal(name, Read(html).SiteName);

    [Theory]
    [InlineData("<meta property=article:author content='Jane Doe'><meta name=author content=x>", "Jane Doe")]
    [InlineData("<meta property=article:author content=https://facebook.com/jane><meta name=author content='Jane Doe'>", "Jane Doe")]
    [InlineData("<meta property=article:author content=https://facebook.com/jane>", null)]
    [InlineData("<meta name=author content=m><script type=application/ld+json>{\"@type\":\"Article\",\"author\":\"Linked\"}</script>", "Linked")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{\"name\":\"A\"},\"B\",{\"name\":[\"C\"]},{\"name\":\"A\"}]}</script>", "A, B, C")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":\"https://acme.dev/jane\"}</script>", null)]
    [InlineData("<meta name=twitter:creator content=@jane>", "@jane")]
    [InlineData("<meta name=twitter:creator content=@jane><meta name=author content='Jane Doe'>", "Jane Doe")]
    [InlineData("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Doe'>", "Jane Doe")]
    [InlineData("<meta name=DC.creator content='Jane Doe'>", "Jane Doe")]
    [InlineData("<meta property=dc:creator content='Jane Doe'>", "Jane Doe")]
    [InlineData("<span itemprop=author itemscope><link itemprop=url href=/@jane><link itemprop=name content='Jane Doe'></span><meta itemprop=name content=x>", "Jane Doe")]
    [InlineData("<span itemprop=author itemscope></span><div itemscope><meta itemprop=name content='A thing'></div>", null)]
    [InlineData("<div itemscope><meta itemprop=name content='A thing'></div>", null)]
    public void Find_the_author(string html, string? author) => Assert.Equal(author, Read(html).Author);

    [Theory]
    [InlineData("<meta property=article:published_time content=2026-03-05T10:00:00+01:00>", "2026-03-05T10:00:00+01:00")]
    [InlineData("<meta property=article:published_time content=nonsense><meta name=date content=2026-03-05>", "2026-03-05")]
    [InlineData("<meta property=article:modified_time content=2026-03-05>", null)]
    [InlineData("<meta name=DC.date.issued content=2026/03/05>", "2026-03-05")]
    [InlineData("<meta name=DC.Date.Created content=2026-03-05>", "2026-03-05")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"datePublished\":\"2026-03-05\"}</script><meta name=date content=2020-01-01>", "2026-03-05")]
    [InlineData("<meta itemprop=datePublished content=2026-03-05>", "2026-03-05")]
    [InlineData("<p><time datetime=2026-01-01>x</time><time pubdate datetime=2026-03-05>y</time>", "2026-03-05")]
    [InlineData("<time itemprop='datePublished' datetime=2026-03-05>", "2026-03-05")]
    [InlineData("<time datetime=2026-03-05>", null)]
    [InlineData("<meta name=citation_publication_date content=2026>", "2026")]
    [InlineData("<meta property=article:published_time content=2026><meta name=date content=2026-03-05>", "2026-03-05")]
    public void Find_the_date(string html, string? date) => Assert.Equal(date, Read(html).Date);

    [Theory]
    [InlineData("<html lang=de-at><meta property=og:locale content=en_US>", "de-AT", "ltr")]
    [InlineData("<html lang=''><meta property=og:locale content=pt_BR>", "pt-BR", "ltr")]
    [InlineData("<meta http-equiv=content-language content=fr>", "fr", "ltr")]
    [InlineData("<meta http-equiv=content-language content='en, fr'>", null, "ltr")]
    [InlineData("<html xml:lang=ja>", "ja", "ltr")]
    [InlineData("<html><body lang=fr>", "fr", "ltr")]
    [InlineData("<html lang=de><body lang=fr>", "de", "ltr")]
    [InlineData("<meta name=DC.Language content=ar>", "ar", "rtl")]
    [InlineData("<meta name=language content=German><meta name=language content=de>", "de", "ltr")]
    [InlineData("<html lang=he>", "he", "rtl")]
    [InlineData("<html lang=ar dir=ltr>", "ar", "ltr")]
    [InlineData("<html dir=RTL>", null, "rtl")]
    [InlineData("<html><!--[if IE]><body class=ie><![endif]--><!--[if !IE]><!--><body dir=rtl>", null, "rtl")]
    [InlineData("<html dir=auto lang=fa-IR>", "fa-IR", "rtl")]
    [InlineData("<html><body dir=rtl>", null, "rtl")]
    [InlineData("<html lang=az-Arab>", "az-Arab", "rtl")]
    [InlineData("<html lang=pa-PK>", "pa-PK", "rtl")]
    [InlineData("<html lang=pa-IN>", "pa-IN", "ltr")]
    [InlineData("<html lang=pa-Guru-PK>", "pa-Guru-PK", "ltr")]
    [InlineData("<html lang=uz-AF>", "uz-AF", "rtl")]
    [InlineData("<html lang=ur-Latn>", "ur-Latn", "ltr")]
    [InlineData("<html lang={{lang}}>", null, "ltr")]
    [InlineData("<p>no html", null, "ltr")]
    public void Find_language_and_direction(string html, string? language, string direction)
    {
        var metadata = Read(html);
        Assert.Equal((language, direction), (metadata.Language, metadata.Direction));
    }

    [Fact]
    public void Take_the_language_of_the_header_last()
    {
        Assert.Equal("nl", Read("<p>", contentLanguage: "nl").Language);
        Assert.Equal("de", Read("<html lang=de>", contentLanguage: "nl").Language);
    }

    [Theory]
    [InlineData("<meta name=theme-color content=' #ABC '>", "#ABC")]
    [InlineData("<meta name=theme-color content='rgb(1, 2, 3)'>", "rgb(1, 2, 3)")]
    [InlineData("<meta name=theme-color content=rebeccapurple>", "rebeccapurple")]
    [InlineData("<meta name=theme-color content=nocolour><meta name=theme-color content=red>", "red")]
    [InlineData("<meta name=theme-color content='red; blue'>", null)]
    [InlineData("<meta name=theme-color content=black media='(prefers-color-scheme: dark)'><meta name=theme-color content=white media='(prefers-color-scheme: light)'>", "white")]
    [InlineData("<meta name=theme-color content=black media='(prefers-color-scheme: dark)'>", "black")]
    [InlineData("<meta name=theme-color content=''>", null)]
    [InlineData("<meta name=msapplication-TileColor content=red>", null)]
    public void Find_the_theme_colour(string html, string? color) => Assert.Equal(color, Read(html).ThemeColor);

    [Theory]
    [InlineData("", "/favicon.ico")]
    [InlineData("<link rel='shortcut icon' href=/s.ico>", "/s.ico")]
    [InlineData("<link rel=ICON href=/i.png><link rel='shortcut icon' href=/s.ico>", "/i.png")]
    [InlineData("<link rel=icon sizes=16x16 href=/16.png><link rel=icon sizes=192x192 href=/192.png><link rel=icon sizes=32x32 href=/32.png>", "/192.png")]
    [InlineData("<link rel=icon sizes='16x16 48x48' href=/i.ico><link rel=icon sizes=32x32 href=/32.png>", "/i.ico")]
    [InlineData("<link rel=icon href=/i.svg type=image/svg+xml><link rel=icon sizes=512x512 href=/512.png>", "/i.svg")]
    [InlineData("<link rel=icon sizes=any href=/i.ico><link rel=apple-touch-icon href=/a.png>", "/a.png")]
    [InlineData("<link rel=apple-touch-icon href=/a.png><link rel=icon sizes=32x32 href=/32.png>", "/a.png")]
    [InlineData("<link rel=apple-touch-icon-precomposed sizes=144x144 href=/p.png><link rel=apple-touch-icon sizes=57x57 href=/a.png>", "/p.png")]
    [InlineData("<link rel=mask-icon href=/m.svg><link rel=icon href=/i.png>", "/i.png")]
    [InlineData("<link rel=icon href='data:image/png;base64,AA'>", "/favicon.ico")]
    [InlineData("<link rel=icon href=/light.png media='(prefers-color-scheme: light)'><link rel=icon href=/dark.png media='(prefers-color-scheme: dark)'>", "/light.png")]
    [InlineData("<link rel=icon href=/dark.png media='(prefers-color-scheme: dark)'>", "/dark.png")]
    [InlineData("<link rel=icon href=/light.svg media='not (prefers-color-scheme: dark)'><link rel=icon href=/dark.svg media='(prefers-color-scheme: dark)'>", "/light.svg")]
    [InlineData("<link rel=icon href=/light.svg media='not all and (prefers-color-scheme: dark)'><link rel=icon href=/dark.svg media='not all and (prefers-color-scheme: light)'>", "/light.svg")]
    [InlineData("<link rel=icon href=/light.svg media='screen and (not (prefers-color-scheme: dark))'><link rel=icon href=/dark.svg media='not (prefers-color-scheme: light)'>", "/light.svg")]
    [InlineData("<link rel=icon href=/both.svg media='print, (min-width: 1px)'><link rel=icon href=/dark.svg media='not (prefers-color-scheme: light)'>", "/both.svg")]
    [InlineData("<link rel=icon href='#'>", "/favicon.ico")]
    [InlineData("<link rel=apple-touch-icon-precomposed href=/a.png><link rel=icon sizes=192×192 href=/192.png>", "/192.png")]
    [InlineData("<link rel=icon href=/i.avif type=image/avif sizes=512x512><link rel=icon href=/i.png>", "/i.png")]
    [InlineData("<link rel=icon href=/1.png><link rel=icon href=/2.png>", "/2.png")]
    [InlineData("<base href=/app/><link rel=icon href=i.png>", "/app/i.png")]
    [InlineData("<body><link rel=icon href=/i.png>", "/i.png")]
    public void Find_the_icon(string html, string icon) => Assert.Equal("https://acme.dev" + icon, Read(html).Icon);

    [Theory]
    [InlineData("<meta property=og:image content='https://acme.dev/{0}'><meta name=twitter:image content=/t.png>")]
    [InlineData("<meta property=og:image content='https://{0}.dev/a.png'><meta name=twitter:image content=/t.png>")]
    [InlineData("<title>{0}</title><meta property=og:image content=/t.png>")]
    public async Task Are_read_in_time_whatever_marks_stand_in_them(string html)
    {
        var marks = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 100_000));
        var read = await Task.Run(() => Read(html.Replace("{0}", marks, StringComparison.Ordinal))).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("https://acme.dev/t.png", read.Image);
    }

    [Fact]
    public void Read_no_more_than_a_mebibyte_and_use_what_is_there()
    {
        var page = "<title>a</title>" + new string(' ', PageReader.MaxBytes) + "<meta property=og:title content=b>";
        Assert.Equal("a", Read(page).Title);
    }

    [Theory]
    [InlineData("<title>Just a moment...</title>", PageCauses.Challenge)]
    [InlineData("<title>Attention Required! | Cloudflare</title>", PageCauses.Challenge)]
    [InlineData("<title>Access Denied</title><h1>Access Denied</h1>Reference #18.2d", PageCauses.Challenge)]
    [InlineData("<title>acme.dev</title><script src=https://ct.captcha-delivery.com/c.js></script>", PageCauses.Challenge)]
    [InlineData("<title>acme.dev</title><div id=px-captcha></div>", PageCauses.Challenge)]
    [InlineData("<title>404 Not Found</title>", PageCauses.ErrorPage)]
    [InlineData("<title>Page not found</title>", PageCauses.ErrorPage)]
    [InlineData("<title>acme.dev | 522: Connection timed out</title>", PageCauses.ErrorPage)]
    [InlineData("<title>Access denied | www.acme.dev used Cloudflare to restrict access</title>", PageCauses.ErrorPage)]
    [InlineData("<title>Origin DNS error | www.acme.dev | Cloudflare</title>", PageCauses.ErrorPage)]
    [InlineData("<title>ERROR: The request could not be satisfied</title>", PageCauses.ErrorPage)]
    [InlineData("<title>404: This page could not be found</title>", PageCauses.ErrorPage)]
    [InlineData("<title>404: NOT_FOUND</title>", PageCauses.ErrorPage)]
    [InlineData("<title>HTTP Status 404 – Not Found</title>", PageCauses.ErrorPage)]
    [InlineData("<title>404 - File or directory not found.</title>", PageCauses.ErrorPage)]
    [InlineData("<title>Site not found · GitHub Pages</title>", PageCauses.ErrorPage)]
    [InlineData("<title>500 - Internal server error.</title>", PageCauses.ErrorPage)]
    [InlineData("<title>百度安全验证</title>", PageCauses.Challenge)]
    [InlineData("<title>acme.dev</title><form action=/errors/validateCaptcha></form>", PageCauses.Challenge)]
    [InlineData("<title>Kein Bot</title><script id=anubis_challenge type=application/json>{}</script>", PageCauses.Challenge)]
    [InlineData("<title>Archive | 1984: A Novel</title>", null)]
    [InlineData("<title>Timeline | 1945: The war ends</title>", null)]
    [InlineData("<title>Errors | DNS resolution error</title>", null)]
    [InlineData("<title>Just a moment...</title><meta property=og:title content='A film'>", null)]
    [InlineData("<title>404 ways to cook rice</title>", null)]
    [InlineData("<title>Not found in translation</title>", null)]
    [InlineData("<title>How captchas work</title>", null)]
    public void Tell_what_stands_in_the_place_of_a_page(string html, string? cause)
    {
        var reading = Reader().Read(Source(html));
        Assert.Equal(cause, reading.Cause);
        Assert.Equal(cause is null, reading.Metadata != PageMetadata.None);
    }

    private static PageReader Reader() => new(new OwnCards(new Uri("https://cards.acme.dev")));

    private static PageSource Source(string html, string? contentLanguage = null) =>
        new(Encoding.UTF8.GetBytes(html), new Uri(Page)) { ContentType = "text/html; charset=utf-8", ContentLanguage = contentLanguage };

    private static PageMetadata Read(string html, string? contentLanguage = null) => Reader().Read(Source(html, contentLanguage)).Metadata;
}
