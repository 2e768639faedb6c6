using System.Collections;
using System.Globalization;
using Microsoft.Playwright;
using PearlIo.TestKit;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>One Chromium for all comparisons, with the fonts of cards and a page of a card's size.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    public const int Width = 1200;
    public const int Height = 630;

    private const int DocumentsAtOnce = 100;
    private const string Executable = "/usr/bin/chromium";

    /// <summary>
    /// Writing a document is many times as fast as navigating to it. What is inside an inline svg is painted by it and has no
    /// box of its own.
    /// </summary>
    private const string Functions =
        """
        window.write = async html => {
            document.open();
            document.write(html);
            document.close();
            await Promise.all([...document.images].map(i => i.complete || new Promise(done => { i.onload = i.onerror = done; })));
            scrollTo(0, 0);
        };
        window.measure = () => [...document.body.querySelectorAll('*')].filter(e => !e.ownerSVGElement).map(e => {
            const r = e.getBoundingClientRect();
            return { tag: e.localName, id: e.id, x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height };
        });
        """;

    private const string MeasureScript =
        """
        async documents => {
            const all = [];
            for (const html of documents) {
                await write(html);
                all.push(measure());
            }
            return JSON.stringify(all);
        }
        """;

    /// <summary>Those for which Chromium would have other generic families (ISO 15924).</summary>
    private static readonly string[] Scripts = ["Arab", "Beng", "Cyrl", "Deva", "Grek", "Hang", "Hans", "Hant", "Hebr", "Jpan", "Taml", "Thai"];

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;

    private IPage Page => _page ?? throw new InvalidOperationException("Chromium was not started.");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            throw new InvalidOperationException($"'{Executable}' is missing, which these tests compare with. Install the Debian package chromium.");
        }

        var fonts = _folder.PathOf("fonts.conf");
        ChromiumFonts.WriteConfiguration(fonts);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--font-render-hinting=none", "--force-color-profile=srgb", "--disable-lcd-text"],
            Env = EnvironmentWith("FONTCONFIG_FILE", fonts),
        });
        _page = await _browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = Width, Height = Height },
            DeviceScaleFactor = 1,
        });
        await UseFontsOfCardsAsync(_page);
        await _page.EvaluateAsync(Functions);
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        _turn.Dispose();
        _folder.Dispose();
    }

    /// <summary>Of each document the boxes of all elements below the body, in its order.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<MeasuredBox>>> MeasureAsync(IEnumerable<string> documents)
    {
        var measured = new List<IReadOnlyList<MeasuredBox>>();
        foreach (var some in documents.Chunk(DocumentsAtOnce))
        {
            var json = await InTurnAsync(page => page.EvaluateAsync<string>(MeasureScript, some));
            measured.AddRange(MeasuredBox.ReadLists(json));
        }

        return measured;
    }

    /// <summary>The page as a PNG of 1200x630.</summary>
    internal Task<byte[]> ScreenshotAsync(string html) => InTurnAsync(async page =>
    {
        await page.EvaluateAsync("html => write(html)", html);
        return await page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled });
    });

    /// <summary>The generic families are what the renderer takes for them in every language; without a family it takes its sans.</summary>
    private static async Task UseFontsOfCardsAsync(IPage page)
    {
        var protocol = await page.Context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Page.enable");
        var families = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["standard"] = ChromiumFonts.FamilyOf("sans-serif"),
            ["sansSerif"] = ChromiumFonts.FamilyOf("sans-serif"),
            ["serif"] = ChromiumFonts.FamilyOf("serif"),
            ["fixed"] = ChromiumFonts.FamilyOf("monospace"),
        };
        await protocol.SendAsync("Page.setFontFamilies", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["fontFamilies"] = families,
            ["forScripts"] = Scripts.Select(script => new { script, fontFamilies = families }).ToArray(),
        });
    }

    private static List<KeyValuePair<string, string>> EnvironmentWith(string name, string value)
    {
        var variables = new List<KeyValuePair<string, string>> { new(name, value) };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables.Add(new(Convert.ToString(variable.Key, CultureInfo.InvariantCulture)!, Convert.ToString(variable.Value, CultureInfo.InvariantCulture)!));
        }

        return variables;
    }

    private async Task<T> InTurnAsync<T>(Func<IPage, Task<T>> work)
    {
        await _turn.WaitAsync();
        try
        {
            return await work(Page);
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>Tests that share the one Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumSuite : ICollectionFixture<ChromiumBrowser>
{
    public const string Name = "Chromium";
}
