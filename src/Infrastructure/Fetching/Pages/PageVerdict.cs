using System.Text.RegularExpressions;
using PearlIo.Application.Pages;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// Tells pages of a site from what stands in their place: errors, challenges that keep programs out, and forms to log in. What they say of
/// themselves is nothing that a card should show.
/// </summary>
internal static partial class PageVerdict
{
    /// <summary>Challenges are short; a page of a site may carry the same scripts.</summary>
    private const int LongestChallenge = 100_000;

    /// <summary>Titles of what stands in a page's place are short, too.</summary>
    private const int LongestTitle = 200;

    /// <summary>Headers that say that an answer is a challenge: of Cloudflare, Vercel and Amazon.</summary>
    private static readonly (string Name, string[] Values)[] ChallengeHeaders =
    [
        ("cf-mitigated", ["challenge"]),
        ("x-vercel-mitigated", ["challenge", "deny"]),
        ("x-amzn-waf-action", ["challenge", "captcha"]),
    ];

    private static readonly HashSet<string> ChallengeTitles = new(StringComparer.OrdinalIgnoreCase)
    {
        "Just a moment...", "Just a moment…", "Attention Required! | Cloudflare", "Please Wait... | Cloudflare", "Please wait...", "One moment, please...",
        "Checking your browser", "Checking your browser...", "Checking your browser before accessing", "DDoS-Guard", "Access denied", "Access Denied",
        "Access to this page has been denied", "Access to this page has been denied.", "You have been blocked", "Robot Check", "Robot or human?",
        "Are you a robot?", "Are you human?", "Human Verification", "Bot Verification", "Security Check", "Security Checkpoint", "Vercel Security Checkpoint",
        "Client Challenge", "Verifying your connection...", "Verify you are human", "Verification required", "Pardon Our Interruption", "Pardon Our Interruption...",
        "Captcha", "CAPTCHA Challenge", "Captcha Interception", "hCaptcha", "reCAPTCHA", "Radware Bot Manager Captcha", "Radware Captcha Page", "StackPath",
        "Making sure you're not a bot!", "Your connection needs to be verified before you can proceed", "Checking if the site connection is secure", "百度安全验证", "Sucuri WebSite Firewall - Access Denied", "Request Rejected", "Blocked", "Unusual Traffic Detected",
    };

    /// <summary>
    /// Parts of short pages, of DataDome, PerimeterX, Akamai, Imperva, Cloudflare, Amazon, Sucuri: those that only their challenges have, for pages
    /// that let visitors in have scripts of theirs, too.
    /// </summary>
    private static readonly string[] ChallengeMarks =
    [
        "captcha-delivery.com/c.js", "geo.captcha-delivery.com", "px-captcha", "_pxCaptcha", "sec-if-cpt-container", "/_sec/cp_challenge/", "bm-verify=",
        "_Incapsula_Resource?CWUDNSAI", "Incapsula incident ID", "cf-browser-verification", "_cf_chl_opt", "gokuProps", "sucuri_cloudproxy_js", "/errors/validateCaptcha", "anubis_challenge",
    ];

    private static readonly string[] LoginHosts = ["login", "signin", "accounts", "auth", "sso", "idp"];

    /// <summary>Why an answer is no page of the site, by what is known without its body, or null.</summary>
    /// <param name="answer">The answer.</param>
    public static string? OfAnswer(PageAnswer answer)
    {
        if (IsChallenge(answer))
        {
            return PageCauses.Challenge;
        }

        if (IsLoginAddress(answer.Found) && !IsLoginAddress(answer.Asked) && !IsSamePage(answer.Asked, answer.Found))
        {
            return PageCauses.Login;
        }

        return answer.Status != 200 ? PageCauses.Status : answer.MediaType is null || IsHtml(answer.MediaType) ? null : PageCauses.NotHtml;
    }

    /// <summary>Why what was read is no page of the site, or null.</summary>
    /// <param name="title">The text of its title, or null.</param>
    /// <param name="html">All of it.</param>
    /// <param name="isDescribed">Whether it has what describes it to others.</param>
    public static string? OfContent(string? title, string html, bool isDescribed)
    {
        if (isDescribed)
        {
            return null;
        }

        if (title is { Length: <= LongestTitle } && ErrorTitle().IsMatch(title))
        {
            return PageCauses.ErrorPage;
        }

        var isChallenge = (title is not null && ChallengeTitles.Contains(title))
            || (html.Length <= LongestChallenge && Array.Exists(ChallengeMarks, mark => html.Contains(mark, StringComparison.Ordinal)));
        return isChallenge ? PageCauses.Challenge : null;
    }

    /// <summary>Whether a page that redirects led to is one to log in at, by its title.</summary>
    public static bool IsLoginBehindRedirect(PageAnswer answer, string? title) =>
        title is { Length: <= LongestTitle } && !IsSamePage(answer.Asked, answer.Found) && LoginTitle().IsMatch(title);

    private static bool IsChallenge(PageAnswer answer) => Array.Exists(
        ChallengeHeaders,
        known => answer.Header(known.Name) is { } value && Array.Exists(known.Values, v => value.Contains(v, StringComparison.OrdinalIgnoreCase)));

    private static bool IsHtml(string mediaType) =>
        mediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) || mediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase);

    // Sites send their visitors to www, to https, to a slash at the end and to their own spelling of a path.
    private static bool IsSamePage(Uri asked, Uri found) =>
        string.Equals(asked.AbsolutePath.TrimEnd('/'), found.AbsolutePath.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && string.Equals(WithoutWww(asked), WithoutWww(found), StringComparison.OrdinalIgnoreCase);

    private static string WithoutWww(Uri address) =>
        address.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.IdnHost["www.".Length..] : address.IdnHost;

    private static bool IsLoginAddress(Uri address) =>
        Array.Exists(LoginHosts, label => address.IdnHost.StartsWith(label + ".", StringComparison.OrdinalIgnoreCase))
        || Array.Exists(address.Segments, segment => LoginSegment().IsMatch(segment));

    [GeneratedRegex(
        """^(login|log-in|log_in|logon|signin|sign-in|sign_in|sso|saml2?|oauth2?|authenticate|authentication|authorize|auth|wp-login|user-login|member-login)(\.(php|aspx?|jsp|html?|action|do))?/?$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex LoginSegment();

    [GeneratedRegex(
        """^(log ?in|log on|sign ?in|please (log|sign) ?in|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesi[oó]n|acceder|entrar|accedi|inloggen|logga in|ログイン|登录|登入|로그인|вход)\b"""
        + """|[-|–—·:]\s*(log ?in|sign ?in|anmelden|connexion)$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex LoginTitle();

    // What servers write themselves, with nothing of the site in it.
    [GeneratedRegex(
        """^((error )?(400|401|403|404|405|410|429|500|502|503|504|520|521|522|523|524)\s*([-–—:|]\s*)?(bad request|unauthorized|forbidden|(page |file )?not[ _]found|this page could not be found|file or directory not found|method not allowed|gone|too many requests|internal server error|bad gateway|service( temporarily)? unavailable|gateway time-?out|error)?\.?"""
        + """|(page )?not found|(site|page) not found · github pages|http status [45]\d\d\b.*|error 404 \(not found\)!!1|server error \(500\)|error: the request(ed url)? could not be (satisfied|retrieved)"""
        + """|\S+\.\S+ \| (52\d|530|1[012]\d\d): .+|(access denied|origin dns error|dns resolution error|dns points to [^|]+) \| \S+ (used cloudflare to restrict access|\| cloudflare))$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex ErrorTitle();
}

/// <summary>What was answered for a page, but for its body.</summary>
/// <param name="Asked">The page that was asked for.</param>
/// <param name="Found">Where redirects ended.</param>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The media type, without parameters, or null.</param>
/// <param name="Header">Finds a header.</param>
internal sealed record PageAnswer(Uri Asked, Uri Found, int Status, string? MediaType, Func<string, string?> Header);
