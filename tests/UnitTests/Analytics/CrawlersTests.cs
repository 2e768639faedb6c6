using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;

namespace PearlIo.UnitTests.Analytics;

public sealed class CrawlersTests
{
    [Theory]
    [InlineData("facebook", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")]
    [InlineData("facebook", "facebookcatalog/1.0")]
    [InlineData("meta-ai", "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)")]
    [InlineData("x", "Twitterbot/1.0")]
    [InlineData("linkedin", "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)")]
    [InlineData("whatsapp", "WhatsApp/2.23.20.0 A")]
    [InlineData("signal", "WhatsApp/2")]
    [InlineData("telegram", "TelegramBot (like TwitterBot)")]
    [InlineData("discord", "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)")]
    [InlineData("slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")]
    [InlineData("slack", "Slack-ImgProxy (+https://api.slack.com/robots)")]
    [InlineData("pinterest", "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)")]
    [InlineData("reddit", "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)")]
    [InlineData("mastodon", "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.social/) Bot")]
    [InlineData("bluesky", "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)")]
    [InlineData("teams", "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com")]
    [InlineData("imessage", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0")]
    [InlineData("line", "facebookexternalhit/1.1;line-poker/1.0")]
    [InlineData("google", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/120.0.0.0 Safari/537.36")]
    [InlineData("google", "Googlebot-Image/1.0")]
    [InlineData("bing", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)")]
    [InlineData("duckduckgo", "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)")]
    [InlineData("yandex", "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)")]
    [InlineData("baidu", "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)")]
    [InlineData("apple", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)")]
    [InlineData("openai-training", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)")]
    [InlineData("openai-search", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot")]
    [InlineData("openai-user", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot")]
    [InlineData("claude-training", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)")]
    [InlineData("perplexity", "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)")]
    [InlineData("bytespider", "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)")]
    [InlineData("common-crawl", "CCBot/2.0 (https://commoncrawl.org/faq/)")]
    [InlineData("browser", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36")]
    [InlineData("browser", "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")]
    [InlineData("browser", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1")]
    [InlineData("other", "Mozilla/5.0 (compatible; UnheardOfBot/1.0; +https://example.org)")]
    [InlineData("other", "curl/8.5.0")]
    [InlineData("other", "Go-http-client/2.0")]
    [InlineData("other", "")]
    public void Are_told_by_what_they_call_themselves(string name, string userAgent) => Assert.Equal(name, Crawlers.Identify(userAgent));

    [Fact]
    public void Are_told_whatever_the_case() => Assert.Equal("facebook", Crawlers.Identify("FACEBOOKEXTERNALHIT/1.1"));

    [Fact]
    public void Are_looked_for_in_so_much_text_only() => Assert.Equal("other", Crawlers.Identify(new string('x', 100_000) + "Twitterbot"));

    [Fact]
    public void Are_each_found_by_their_own_token() => Assert.All(Crawlers.All, c => Assert.Equal(c.Name, Crawlers.Identify(c.Token)));

    [Fact]
    public void Have_names_that_can_be_kept_and_a_document_each() => Assert.All(Crawlers.All, c =>
    {
        Assert.InRange(c.Name.Length, 1, ViewCount.MaxCrawlerLength);
        Assert.Contains(c.Kind, new[] { "social", "search", "ai" });
        Assert.Equal(c.Token.ToLowerInvariant(), c.Token);
        Assert.StartsWith("https://", c.Source, StringComparison.Ordinal);
        Assert.NotEqual(Crawlers.Browser, c.Name);
        Assert.NotEqual(Crawlers.Other, c.Name);
    });

    [Fact]
    public void Are_told_without_an_allocation()
    {
        const string UserAgent = "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)";
        Crawlers.Identify(UserAgent);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Crawlers.Identify(UserAgent);
        }

        // The runtime itself allocates a little where it compiles the loop anew.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }
}
