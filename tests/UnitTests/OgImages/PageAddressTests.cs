using FsCheck.Fluent;
using PearlIo.Application.OgImages;
using PearlIo.Application.Projects;

namespace PearlIo.UnitTests.OgImages;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("https://acme.dev", "/", "acme.dev")]
    [InlineData("https://acme.dev/", "/blog/hello", "acme.dev/blog/hello")]
    [InlineData("https://www.acme.dev", "/a", "acme.dev/a")]
    [InlineData("https://WWW.Acme.dev", "/a", "acme.dev/a")]
    [InlineData("https://wwwacme.dev", "/", "wwwacme.dev")]
    [InlineData("http://acme.dev:80", "/", "acme.dev")]
    [InlineData("https://acme.dev:443/", "/", "acme.dev")]
    [InlineData("http://localhost:3000", "/x", "localhost:3000/x")]
    [InlineData("https://acme.dev/base/", "/x", "acme.dev/base/x")]
    [InlineData("https://acme.dev/b%C3%A4se", "/caf%C3%A9", "acme.dev/bäse/café")]
    [InlineData("https://xn--bcher-kva.example", "/", "bücher.example")]
    [InlineData("https://bücher.example", "/", "bücher.example")]
    [InlineData("https://www.xn--bcher-kva.example:8443", "/", "bücher.example:8443")]
    [InlineData("https://xn--zzzzzzzzz99999.com", "/", "xn--zzzzzzzzz99999.com")]
    [InlineData("https://acme.dev?x=1#y", "/a", "acme.dev/a")]
    [InlineData("https://acme.dev", "/%E2%80%AEmoc.live/%E2%80%8Bx", "acme.dev/moc.live/\u200Bx")]
    public void Is_shown_as_people_read_it(string site, string page, string shown) =>
        Assert.Equal(shown, PageAddress.Display(Make.Project(url: site), Make.Page(page)));

    [Fact]
    public void Is_cut_at_200_characters() =>
        Assert.Equal(200, PageAddress.Display(Make.Project(), Make.Page("/" + new string('a', 500))).Length);

    [Fact]
    public void Can_be_shown_for_every_address_that_a_project_may_have()
    {
        using var application = new TestApplication();
        Properties.Hold(
            from host in Properties.AnyText(8) from tld in Gen.Elements(string.Empty, ".dev", ".xn--p1ai", ":8080") select $"https://{host}{tld}/x",
            url =>
            {
                var valid = application.Validate(new ProjectInput("Acme", url)).Count == 0;
                return !valid || PageAddress.Display(new ProjectInput("Acme", url).ApplyTo(Make.Project()), Make.Page("/")).Length > 0;
            },
            times: 3_000);
    }
}
