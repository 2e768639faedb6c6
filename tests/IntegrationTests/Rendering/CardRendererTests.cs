using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Health;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pictures;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Templates;
using PearlIo.TestKit;
using PearlIo.TestKit.Rendering;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

public sealed class CardRendererTests : IDisposable
{
    private readonly ListLogger _log = new();
    private readonly ServiceProvider _provider;

    public CardRendererTests() => _provider = Renderers.Provide(threads: 2, log: _log);

    [Theory]
    [InlineData(ReturnType.Png, ImageFormat.Png)]
    [InlineData(ReturnType.Jpeg, ImageFormat.Jpeg)]
    [InlineData(ReturnType.Webp, ImageFormat.Webp)]
    [InlineData(ReturnType.Auto, ImageFormat.Png)]
    public async Task Every_format_decodes_to_the_card(ReturnType type, ImageFormat format)
    {
        var png = await Render(Renderers.Card(), Renderers.Output());
        var card = await Render(Renderers.Card(), Renderers.Output(type));

        Assert.Equal(format, card.Format);
        var decoded = Decode(card);
        Assert.Equal((1200, 630), (decoded.Width, decoded.Height));
        Assert.InRange(MeanDifference(Decode(png), decoded), 0, 2);
    }

    [Fact]
    public async Task The_usual_card_takes_at_most_150_KB_as_PNG()
    {
        var content = Renderers.Card(
            "How we cut our p99 latency by 87% with a better cache key — and what broke",
            "A field report on cache-key design: how one extra header doubled our hit rate, and why the rollout took three attempts.");

        Assert.InRange((await Render(content, Renderers.Output())).Bytes.Length, 1, 150_000);
    }

    [Theory]
    [InlineData(ReturnType.Png, ImageFormat.Png)]
    [InlineData(ReturnType.Jpeg, ImageFormat.Jpeg)]
    [InlineData(ReturnType.Webp, ImageFormat.Webp)]
    [InlineData(ReturnType.Auto, ImageFormat.Jpeg)]
    public async Task A_small_budget_is_kept_in_the_format(ReturnType type, ImageFormat format)
    {
        var card = await Render(Renderers.Card(), Renderers.Output(type, budgetBytes: 40_000));

        Assert.Equal(format, card.Format);
        Assert.InRange(card.Bytes.Length, 1, 40_000);
        Assert.InRange(MeanDifference(Decode(await Render(Renderers.Card(), Renderers.Output())), Decode(card)), 0, 4);
    }

    [Theory]
    [InlineData(ReturnType.Png, "#0b0d12")]
    [InlineData(ReturnType.Jpeg, "#0b0d12")]
    [InlineData(ReturnType.Webp, "#0b0d12")]
    [InlineData(ReturnType.Auto, "#0b0d12")]
    [InlineData(ReturnType.Png, "#fbfaf7")]
    [InlineData(ReturnType.Jpeg, "#fbfaf7")]
    [InlineData(ReturnType.Webp, "#fbfaf7")]
    [InlineData(ReturnType.Auto, "#fbfaf7")]
    public async Task The_smallest_budget_is_kept_by_a_card_full_of_words(ReturnType type, string paper)
    {
        const string Title = "An exhaustive and rather long-winded account of every single decision that went into our distributed rate limiter";
        const string Description = "How one extra header doubled our hit rate, why the rollout took three attempts, and the dashboards we wish we "
            + "had built first, with all that was said of them by those who had to read them in the middle of the night.";
        var content = Renderers.Card(Title, Description, "Systems Weekly", "systemsweekly.com/p/rate-limiters", ("--paper", paper));

        var card = await Render(content, Renderers.Output(type, Route.MinByteBudget));

        Assert.InRange(card.Bytes.Length, 1, Route.MinByteBudget);
        Assert.InRange(MeanDifference(Decode(await Render(content, Renderers.Output())), Decode(card)), 0, 20);
    }

    [Theory]
    [InlineData(ReturnType.Png)]
    [InlineData(ReturnType.Jpeg)]
    [InlineData(ReturnType.Webp)]
    [InlineData(ReturnType.Auto)]
    public async Task The_smallest_budget_is_kept_by_dense_scripts_and_emoji(ReturnType type)
    {
        var title = string.Concat(Enumerable.Repeat("より良いキャッシュ鍵🚀👩‍💻🎉", 5));
        var description = string.Concat(Enumerable.Repeat("現場報告🔁設計真珠✅三度試🐛", 20));

        var card = await Render(Renderers.Card(title, description), Renderers.Output(type, Route.MinByteBudget));

        Assert.InRange(card.Bytes.Length, 1, Route.MinByteBudget);
    }

    [Theory]
    [InlineData(ReturnType.Png)]
    [InlineData(ReturnType.Jpeg)]
    [InlineData(ReturnType.Webp)]
    [InlineData(ReturnType.Auto)]
    public async Task A_budget_that_nothing_fits_gives_a_card_all_the_same(ReturnType type)
    {
        var decoded = Decode(await Render(Renderers.Card(), Renderers.Output(type, budgetBytes: 1)));

        Assert.Equal((1200, 630), (decoded.Width, decoded.Height));
    }

    [Theory]
    [InlineData(ReturnType.Png)]
    [InlineData(ReturnType.Jpeg)]
    [InlineData(ReturnType.Webp)]
    public async Task The_same_card_has_the_same_bytes_from_another_renderer(ReturnType type)
    {
        using var other = Renderers.Provide();
        await other.Renderer().RenderAsync(Renderers.Card("Something else before"), Renderers.Output(), default, CancellationToken.None);

        var one = await Render(Renderers.Card(), Renderers.Output(type));
        var two = await other.Renderer().RenderAsync(Renderers.Card(), Renderers.Output(type), default, CancellationToken.None);

        Assert.Equal(one.Bytes, two.Value.Bytes);
    }

    [Fact]
    public async Task A_character_that_no_font_has_takes_no_place_and_is_counted_and_named()
    {
        var plain = await Render(Renderers.Card("Plain title"), Renderers.Output());
        var odd = await Render(Renderers.Card("Plain\U000F0123 ti\u0378tle"), Renderers.Output());

        Assert.Equal((0, 2), (plain.MissingGlyphs, odd.MissingGlyphs));
        Assert.Empty(plain.MissingCharacters);
        Assert.Equal(["U+F0123", "U+0378"], odd.MissingCharacters);
        Assert.Contains("A card left out 2 characters that no font has: U+F0123 U+0378.", _log.Lines);
        Assert.Equal(plain.Bytes, odd.Bytes);
    }

    [Fact]
    public async Task Control_characters_and_new_lines_are_spaces()
    {
        var plain = await Render(Renderers.Card("One two three"), Renderers.Output());
        var odd = await Render(Renderers.Card("\u0007One\r\n\ttwo\u0000\u2028three\n"), Renderers.Output());

        Assert.Equal(plain.Bytes, odd.Bytes);
    }

    [Theory]
    [InlineData("lone \ud800 surrogate \udc00")]
    [InlineData("\ud83d")]
    [InlineData("\u202e\u2066\u200f\u200d\ufe0f")]
    [InlineData("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    public async Task Text_that_is_none_gives_a_card(string text)
    {
        var card = await Render(Renderers.Card(text, text, text, text), Renderers.Output());

        Assert.Equal(1200, Decode(card).Width);
    }

    [Theory]
    [InlineData("", "\u200B")]
    [InlineData("", "\u2060\uFEFF \u3164")]
    [InlineData("photogpj.exe", "photo\u202Egpj.exe")]
    [InlineData("One two", "\u2067One\u2069 two")]
    [InlineData("Z\u030D\u030E\u0304\u0305 a\u0301", "Z\u030D\u030E\u0304\u0305\u033F\u0311\u0306\u0310 a\u0301")]
    [InlineData("Z\u030D\u030E\u0304\u0305\u034F\u200D", "Z\u030D\u030E\u0304\u0305\u034F\u033F\u200D\u0311\u0306")]
    public async Task Text_is_drawn_without_what_would_blank_or_break_the_card(string drawn, string title)
    {
        var plain = await Render(Renderers.Card(drawn, drawn, address: drawn), Renderers.Output());
        var odd = await Render(Renderers.Card(title, title, address: title), Renderers.Output());

        Assert.Equal(plain.Bytes, odd.Bytes);
    }

    [Fact]
    public void Pictures_of_addresses_are_drawn_where_html_styles_and_values_name_them()
    {
        const string Html =
            """
            <!-- pearl { "variables": { "logo": { "type": "image" } } } -->
            <style>body { margin: 0 } div { width: 100px; height: 100px; background-image: url(https://acme.dev/wall.png) } img { display: block }</style>
            <div></div><img alt="" src="https://acme.dev/photo.jpg"><img alt="" src="{{logo}}"><img alt="" src="https://acme.dev/none.png">
            """;
        using var workspace = Renderers.Workspace();
        var content = Renderers.Card() with
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["logo"] = "https://acme.dev/logo.svg" },
            Pictures = new Dictionary<string, CardPicture>(StringComparer.Ordinal)
            {
                ["https://acme.dev/wall.png"] = Plain(0xFF0000FF, 4, 4),
                ["https://acme.dev/photo.jpg"] = Plain(0xFF00FF00, 10, 5) with { NaturalWidth = 200, NaturalHeight = 100 },
                ["https://acme.dev/logo.svg"] = Plain(0xFFFF0000, 50, 50),
            },
        };

        var drawn = workspace.DrawCard(CompiledTemplate.Compile(Html), content);

        Assert.Equal([0xFF0000FFu, 0xFF00FF00u, 0xFFFF0000u], new[] { drawn.Row(50)[50], drawn.Row(199)[199], drawn.Row(249)[49] });
        Assert.Equal([0xFFFFFFFFu, 0xFFFFFFFFu], new[] { drawn.Row(199)[200], drawn.Row(251)[49] });
    }

    private static CardPicture Plain(uint colour, int width, int height)
    {
        var pixels = new byte[width * height * 4];
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(pixels.AsSpan()).Fill(colour);
        return new CardPicture(Domain.CachedImages.Sha256Hash.Of(pixels), width, height, pixels);
    }

    [Fact]
    public async Task A_title_that_shows_nothing_gives_way_to_the_name_of_the_site()
    {
        var named = await Render(Renderers.Card(string.Empty), Renderers.Output());
        var invisible = await Render(Renderers.Card("\u200B\u00AD"), Renderers.Output());
        var wordless = await Render(Renderers.Card(string.Empty, siteName: string.Empty, address: string.Empty), Renderers.Output());

        Assert.Equal(named.Bytes, invisible.Bytes);
        Assert.NotEqual(wordless.Bytes, invisible.Bytes);
    }

    [Fact]
    public async Task A_title_of_any_length_gives_a_card_that_shows_its_start()
    {
        var title = string.Concat(Enumerable.Repeat("A long title goes on. ", 500));

        var one = await Render(Renderers.Card(title), Renderers.Output());
        var two = await Render(Renderers.Card(title + title), Renderers.Output());

        Assert.Equal(one.Bytes, two.Bytes);
    }

    [Theory]
    [InlineData("مرحبا", 1150, 102)]
    [InlineData("Hello", 84, 102)]
    public async Task The_tile_stands_where_reading_starts(string title, int x, int y)
    {
        var decoded = Decode(await Render(Renderers.Card(title, theme: [("--brand", "#ffffff"), ("--paper", "#000000")]), Renderers.Output()));

        Assert.InRange(decoded.At(Math.Min(x, 1114), y) & 0xFF, 0xF0, 0xFF);
    }

    [Fact]
    public async Task An_unknown_template_is_a_failure()
    {
        var card = await _provider.Renderer().RenderAsync(Renderers.Card() with { Template = "nope" }, Renderers.Output(), default, CancellationToken.None);

        Assert.Equal("renderer.template_unknown", card.Failure?.Code);
    }

    [Fact]
    public void The_version_is_short_and_stays()
    {
        using var other = Renderers.Provide();

        Assert.Matches("^[0-9]+-[0-9a-f]{10}$", _provider.Renderer().Version);
        Assert.Equal(_provider.Renderer().Version, other.Renderer().Version);
    }

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public async Task A_notice_is_small_in_every_format(ImageFormat format)
    {
        var notice = await _provider.Renderer().RenderNoticeAsync("Nothing to see here.", format, CancellationToken.None);

        var decoded = Decode(notice.Value);
        Assert.Equal((600, 315, format), (decoded.Width, decoded.Height, notice.Value.Format));
        Assert.InRange(notice.Value.Bytes.Length, 1, 15_000);
    }

    [Fact]
    public async Task The_renderer_is_ready_until_it_is_disposed()
    {
        var check = _provider.GetServices<IReadinessCheck>().Single(check => check.Name == "renderer");

        Assert.Null(await check.CheckAsync(CancellationToken.None));
        await _provider.DisposeAsync();
        Assert.NotNull(await check.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public void The_length_of_the_queue_is_a_metric()
    {
        var measured = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Name: "pearl_render_queue", Meter.Name: "PearlIo" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => measured.Add(value));
        listener.Start();
        _ = _provider.Renderer();

        listener.RecordObservableInstruments();

        Assert.Contains(0, measured);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _log.Dispose();
    }

    private static DecodedPicture Decode(RenderedCard card) => card.Format switch
    {
        ImageFormat.Png => PngDecoder.Decode(card.Bytes),
        ImageFormat.Jpeg => JpegAndWebpDecoder.DecodeJpeg(card.Bytes),
        _ => JpegAndWebpDecoder.DecodeWebp(card.Bytes),
    };

    private static double MeanDifference(DecodedPicture one, DecodedPicture two) => one.Rgb.Zip(two.Rgb, (a, b) => Math.Abs(a - b)).Average();

    private async Task<RenderedCard> Render(CardContent content, CardOutput output)
        => (await _provider.Renderer().RenderAsync(content, output, default, CancellationToken.None)).Value;
}
