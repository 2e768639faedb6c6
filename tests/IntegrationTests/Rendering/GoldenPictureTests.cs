using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.OgImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit.Rendering;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

public sealed class GoldenPictureTests : IDisposable
{
    private const string FieldReport =
        "A field report on cache-key design: how one extra header doubled our hit rate, why the rollout took three attempts, and the "
        + "dashboards we wish we had built first.";

    private static readonly Dictionary<string, CardContent> Cards = new(StringComparer.Ordinal)
    {
        ["latin"] = Renderers.Card("How we cut our p99 latency by 87% with a better cache key — and what broke", FieldReport),
        ["minimal"] = Renderers.Card("Changelog", siteName: "Pearl", address: "pearl.dev/changelog"),
        ["two-lines"] = Renderers.Card("The quiet art of naming things well in software", siteName: "Marginalia", address: "marginalia.nu/names"),
        ["overflow"] = Renderers.Card(
            "An exhaustive and rather long-winded account of every single decision that went into the design of our distributed rate "
            + "limiter, including those that we regretted, those that we reversed, and those that nobody noticed",
            FieldReport + " " + FieldReport,
            "Systems Weekly",
            "systemsweekly.com/p/rate-limiters"),
        ["arabic"] = Renderers.Card(
            "كيف خفّضنا زمن الاستجابة بنسبة 87% باستخدام مفتاح ذاكرة أفضل",
            "تقرير ميداني عن تصميم مفاتيح التخزين المؤقت وكيف ضاعف رأس إضافي واحد معدل الإصابة لدينا.",
            "هندسة لؤلؤ",
            "lulu.dev/مدونة/ذاكرة"),
        ["hebrew"] = Renderers.Card("איך קיצרנו את זמן התגובה", "A Latin description under a Hebrew title.", "פנינה", "pearl.co.il/blog"),
        ["hindi"] = Renderers.Card(
            "हमने बेहतर कैश कुंजी से प्रतिक्रिया समय 87% कैसे घटाया",
            "कैश-कुंजी डिज़ाइन पर एक रिपोर्ट: कैसे एक अतिरिक्त हेडर ने हमारी हिट दर दोगुनी कर दी।",
            "मोती",
            "moti.in/ब्लॉग"),
        ["thai"] = Renderers.Card("เราลดเวลาแฝงลง 87% ด้วยคีย์แคชที่ดีกว่าได้อย่างไร", "รายงานภาคสนามเกี่ยวกับการออกแบบคีย์แคช", "ไข่มุก", "pearl.co.th/blog"),
        ["japanese"] = Renderers.Card(
            "より良いキャッシュキーでp99レイテンシを87%削減した方法と、その過程で壊れたもの",
            "キャッシュキー設計の現場報告。ヘッダーを一つ加えるだけでヒット率が倍になり、展開には三度の試みを要しました。",
            "真珠技術ブログ",
            "pearl.jp/blog/cache"),
        ["emoji"] = Renderers.Card(
            "🚀 Ship it: 3× faster builds 👩‍💻 with fewer 🐛 and more ❤️ — 🇯🇵👍🏽",
            "Launch day notes 🎉: what went right ✅, what went wrong ❌ and what we would do again 🔁 next year.",
            "🦪 Oyster",
            "oyster.dev/launch"),
        ["long-word"] = Renderers.Card(new string('a', 60) + new string('w', 140), "One word of two hundred letters.", "Edge Cases", "edge.example/long"),
        ["broken-word"] = Renderers.Card(
            "Die Donaudampfschifffahrtselektrizitätengesellschaft",
            "A word that is a little wider than a line is broken into pieces of about one length.",
            "Edge Cases",
            "edge.example/compound"),
        ["empty-title"] = Renderers.Card(string.Empty, "Notes on distributed systems, type and tea.", "Marginalia", "marginalia.nu"),
        ["no-words"] = Renderers.Card(string.Empty, siteName: string.Empty, address: string.Empty),
        ["escaping"] = Renderers.Card(
            "<b>&amp; \"quotes\" & 'ticks'</b>", "<script>alert(1)</script> &lt;i&gt; {{title}}", "A & B <Co>", "a-b.example/?q=<x>&y=1"),
        ["light"] = Renderers.Card(
            "Designing calm software for people in a hurry",
            "Ten small decisions that make an interface feel quiet, and three that make it loud again.",
            "Quiet Studio",
            "quiet.studio/essays/calm",
            ("--paper", "#fbfaf7"),
            ("--brand", "#d9480f")),
        ["poor-colours"] = Renderers.Card(
            "Grey ink on grey paper", FieldReport, "Grey", "grey.example", ("--paper", "#777"), ("--brand", "#888"), ("--ink", "#808080")),
    };

    private readonly ServiceProvider _provider = Renderers.Provide();

    public static TheoryData<string> Names => new(Cards.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Draws_the_card_as_it_was_accepted(string name)
    {
        var card = await _provider.Renderer().RenderAsync(Cards[name], Renderers.Output(), default, CancellationToken.None);

        GoldenPicture.AssertSame(name, card.Value.Bytes);
    }

    [Fact]
    public async Task Draws_the_notice_as_it_was_accepted()
    {
        var notice = await _provider.Renderer().RenderNoticeAsync("There is no card at this address.", ImageFormat.Png, CancellationToken.None);

        Assert.InRange(notice.Value.Bytes.Length, 1, 15_000);
        GoldenPicture.AssertSame("notice", notice.Value.Bytes);
    }

    [Fact]
    public async Task A_card_with_one_other_letter_does_not_pass_for_the_same()
    {
        var renderer = _provider.Renderer();

        var one = await renderer.RenderAsync(Renderers.Card("Changelog"), Renderers.Output(), default, CancellationToken.None);
        var two = await renderer.RenderAsync(Renderers.Card("Changelig"), Renderers.Output(), default, CancellationToken.None);

        Assert.False(GoldenPicture.AreAlike(PngDecoder.Decode(one.Value.Bytes), PngDecoder.Decode(two.Value.Bytes)));
    }

    public void Dispose() => _provider.Dispose();
}
