using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class PageVerdictTests
{
    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(204)]
    public void Is_no_page_with_another_status(int status) => Assert.Equal(PageCauses.Status, Judge(status: status));

    [Theory]
    [InlineData(403, "cf-mitigated", "challenge")]
    [InlineData(200, "x-vercel-mitigated", "challenge")]
    [InlineData(202, "x-amzn-waf-action", "challenge")]
    public void Is_no_page_where_a_header_says_so(int status, string name, string value) =>
        Assert.Equal(PageCauses.Challenge, Judge(status: status, header: (name, value)));

    [Theory]
    [InlineData("text/html", null)]
    [InlineData("TEXT/HTML", null)]
    [InlineData("application/xhtml+xml", null)]
    [InlineData(null, null)]
    [InlineData("application/json", PageCauses.NotHtml)]
    [InlineData("image/png", PageCauses.NotHtml)]
    [InlineData("text/plain", PageCauses.NotHtml)]
    public void Is_html(string? mediaType, string? cause) => Assert.Equal(cause, Judge(mediaType: mediaType));

    [Theory]
    [InlineData("https://acme.dev/login?next=/a", PageCauses.Login)]
    [InlineData("https://acme.dev/users/sign_in", PageCauses.Login)]
    [InlineData("https://acme.dev/wp-login.php?redirect_to=x", PageCauses.Login)]
    [InlineData("https://acme.dev/oauth2/authorize", PageCauses.Login)]
    [InlineData("https://accounts.google.com/v3/signin/identifier", PageCauses.Login)]
    [InlineData("https://login.microsoftonline.com/x", PageCauses.Login)]
    [InlineData("https://www.acme.dev/a/", null)]
    [InlineData("https://acme.dev/a-b", null)]
    [InlineData("https://acme.dev/authors/jane", null)]
    [InlineData("https://acme.dev/blog/login-forms", null)]
    public void Is_no_page_where_a_redirect_led_to_a_login(string found, string? cause) => Assert.Equal(cause, Judge(found: found));

    [Fact]
    public void Is_one_where_the_page_itself_is_the_login() => Assert.Null(Judge(asked: "https://acme.dev/login", found: "https://acme.dev/en/login"));

    [Theory]
    [InlineData("https://acme.dev/welcome", "Log in to Acme", true)]
    [InlineData("https://acme.dev/welcome", "Acme | Sign in", true)]
    [InlineData("https://acme.dev/welcome", "Anmelden – Acme", true)]
    [InlineData("https://acme.dev/welcome", "Logins and how to build them", false)]
    [InlineData("https://www.acme.dev/a/", "Sign in sheets for meetings", false)]
    public void Knows_a_login_by_its_title_behind_a_redirect(string found, string title, bool isLogin) =>
        Assert.Equal(isLogin, PageVerdict.IsLoginBehindRedirect(Answer(found: found), title));

    private static string? Judge(
        string asked = "https://acme.dev/a", string? found = null, int status = 200, string? mediaType = "text/html", (string Name, string Value)? header = null) =>
        PageVerdict.OfAnswer(Answer(asked, found, status, mediaType, header));

    private static PageAnswer Answer(
        string asked = "https://acme.dev/a", string? found = null, int status = 200, string? mediaType = "text/html", (string Name, string Value)? header = null) =>
        new(new Uri(asked), new Uri(found ?? asked), status, mediaType, name => header is { } known && known.Name == name ? known.Value : null);
}
