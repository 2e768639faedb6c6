using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

/// <summary>Which pictures a template asks for.</summary>
public sealed class PictureAddressTests
{
    [Theory]
    [InlineData("<img class=a src=https://a.dev/1.png>", "https://a.dev/1.png")]
    [InlineData("<IMG SRC = 'http://a.dev/1.png?a=1&amp;b=2'>", "http://a.dev/1.png?a=1&b=2")]
    [InlineData("<p style=\"background: url('https://a.dev/1.png')\">", "https://a.dev/1.png")]
    [InlineData("<style>p { background-image: url( https://a.dev/1.png ), url(\"https://a.dev/2.png\") }</style>", "https://a.dev/1.png https://a.dev/2.png")]
    [InlineData("<img src=https://a.dev/1.png><img src=https://a.dev/1.png>", "https://a.dev/1.png")]
    [InlineData("<style>@font-face { font-family: A; src: url(https://a.dev/a.woff2) } p { background: url(https://a.dev/1.png) }</style>", "https://a.dev/1.png")]
    [InlineData("<style>@import url(https://a.dev/a.css); /* url(https://a.dev/0.png) */</style><!-- <img src=https://a.dev/0.png> -->", "")]
    [InlineData("<img data-src=https://a.dev/1.png src=data:image/png;base64,AAAA><script src=https://a.dev/a.js></script>", "")]
    [InlineData("<img src='asset:logo'><p style='background: url(ASSET:logo-2)'><p>asset:text", "asset:logo ASSET:logo-2")]
    [InlineData("<img src='asset:{{kind}}'><img src={{image}}><img src=1.png><p>https://a.dev/1.png", "")]
    public void Are_those_that_it_draws(string html, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', PictureAddress.FindIn(html)));

    [Fact]
    public void Are_also_those_of_its_variables()
    {
        const string Front = """<!-- pearl { "variables": { "photo": { "type": "image", "default": "https://a.dev/default.png" }, "link": {} } } -->""";
        var template = CompiledTemplate.Compile(Front + "<img src={{photo}}><img src=https://a.dev/1.png><p>{{link}}");
        Assert.Equal(["https://a.dev/1.png", "https://a.dev/default.png"], template.PicturesOf(Values()));
        Assert.Equal(["https://a.dev/1.png", "https://a.dev/2.png"], template.PicturesOf(Values(("photo", "https://a.dev/2.png"), ("link", "https://a.dev/3"))));
        Assert.Equal(["https://a.dev/1.png", "ASSET:logo"], template.PicturesOf(Values(("photo", "ASSET:logo"), ("link", "asset:other"))));
        Assert.Equal(["https://a.dev/1.png"], template.PicturesOf(Values(("photo", "data:image/png;base64,AAAA"))));
    }

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}
