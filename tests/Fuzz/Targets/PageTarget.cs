using PearlIo.Application.Pages;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.Fuzz.Targets;

/// <summary>Pages of sites: whatever they say, what is read of them keeps to its rules. The first line is the header <c>Content-Type</c>, the rest the page.</summary>
internal sealed class PageTarget : IFuzzTarget
{
    private static readonly Uri Address = new("https://acme.dev/blog/hello?a=b");
    private static readonly PageReader Reader = new(new OwnCards(new Uri("https://cards.acme.dev")));

    public string Name => "page";

    public IReadOnlyList<string> Seeds =>
    [
        "text/html; charset=utf-8\n<!doctype html><html lang=de-AT dir=ltr><head><title>Hello &amp; more</title><base href='/a/'><meta property='og:title' content='Title'><meta name=description content='About &eacute;'>"
            + "<meta property=og:image content=//cdn.acme.dev/a.png><meta property=og:image:width content=1200><link rel='icon shortcut' sizes='16x16 32x32 any' href=i.ico><meta name=theme-color content='#0af' media='(prefers-color-scheme: dark)'></head><body>",
        "text/html\n<meta charset=shift_jis><script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":[\"NewsArticle\"],\"@id\":\"#a\",\"headline\":\"T\\u00e9\",\"author\":{\"@id\":\"#b\"},"
            + "\"image\":[{\"@type\":\"ImageObject\",\"url\":\"a.png\"}],\"datePublished\":\"2026-11-26T09:30:00+01:00\"},{\"@id\":\"#b\",\"@type\":\"Person\",\"name\":[\"A\",\"B\"]}]}</script><p>Text",
        "application/xhtml+xml; charset=\"iso-8859-15\"\n<?xml version='1.0' encoding='utf-16'?><html xmlns='http://www.w3.org/1999/xhtml'><head><meta http-equiv='Content-Type' content='text/html; charset=gb18030'/><title><![CDATA[a]]></title></head></html>",
        "text/html;charset=utf-7\n<head><meta name='twitter:title' content=\"Tweet\"><meta itemprop=datePublished content='Thu, 26 Nov 2026 09:30:00 GMT'><time datetime=2026-11-26 pubdate></time><noscript><meta property=og:title content=no></noscript><template><title>t</title></template>",
        "\n<html dir=rtl><body><h1>No head</h1><svg><title>drawing</title></svg><meta property=article:author content=https://acme.dev/ann><meta name=author content='Ann'><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js></script>",
        "text/html;charset=utf-8\n<html itemscope><body><div itemscope itemtype=https://schema.org/BlogPosting itemid=#a><p itemprop='author creator' itemscope><a itemprop=name href=/b>Ann</a><table><tr><td><img itemprop=image src='///c\\d%.png'><li><abbr itemprop=datePublished "
            + "title='Sept 5, 2026'>x</abbr></table><p itemprop=description>Text<svg><title>no</title></svg></i><div itemprop=review itemscope><b itemprop=author>no</div></p></div><link rel=icon href=i.png media='not (prefers-color-scheme: dark), print'>",
    ];

    public Task RunAsync(byte[] input)
    {
        var end = input.AsSpan().IndexOf((byte)'\n');
        var type = end < 0 ? null : InputText.Of(input[..end]);
        var page = new PageSource(input.AsMemory(end + 1), Address) { ContentType = type, ContentLanguage = type };
        var read = Reader.Read(page).Metadata;
        foreach (var text in new[] { read.Title, read.Description, read.SiteName, read.Author, read.Date, read.Language, read.Direction, read.ThemeColor })
        {
            CheckText(text);
        }

        CheckAddress(read.Image);
        CheckAddress(read.Icon);
        return Task.CompletedTask;
    }

    private static void CheckText(string? text)
    {
        if (text is not null && (text.Length == 0 || Text.HasControl(text) || !Text.IsWellFormed(text)))
        {
            throw new FuzzException($"A page says '{text}', which is empty or has characters that no text has.");
        }
    }

    private static void CheckAddress(string? address)
    {
        if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            throw new FuzzException($"'{address}' is no address of a picture.");
        }
    }
}
