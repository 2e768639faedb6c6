using System.Globalization;
using System.Text.Json;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;

namespace PearlIo.Benchmarks.Rendering;

/// <summary>The card that this renderer and its peers draw: a gradient, a panel, a picture, four texts. One geometry for all.</summary>
internal sealed record ReferenceCard
{
    private const int Width = 1200;
    private const int Height = 630;
    private const string Title = "How we cut our p99 latency by 87% with a better cache key — and what broke";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string LogoFile { get; init; }

    /// <summary>The template of this renderer; <c>{{title}}</c> is another one for each card.</summary>
    public string Html =>
        $$$"""
        <!doctype html><meta charset="utf-8">
        <style>
          body { margin: 0 }
          .root { display: flex; position: relative; width: 1200px; height: 630px; font-family: Inter; background-image: linear-gradient(135deg, #0f172a, #334155) }
          .panel { position: absolute; left: 60px; top: 60px; width: 1080px; height: 510px; border-radius: 24px; box-sizing: border-box; background-color: rgba(255,255,255,0.06); border: 1px solid rgba(255,255,255,0.15) }
          .picture { position: absolute; left: 100px; top: 100px; width: 96px; height: 96px; border-radius: 20px }
          .site { position: absolute; left: 220px; top: 128px; font-size: 32px; line-height: 1.25; color: #94a3b8 }
          .text { position: absolute; left: 100px; top: 210px; width: 1000px; display: flex; flex-direction: column }
          .title { font-size: 64px; line-height: 1.1; font-weight: 700; color: #ffffff }
          .description { font-size: 30px; line-height: 1.3; color: #cbd5e1; margin-top: 10px }
          .foot { position: absolute; left: 100px; top: 584px; font-size: 26px; line-height: 1.2; color: #94a3b8 }
        </style>
        <div class="root">
          <div class="panel"></div><img class="picture" src="data:image/png;base64,{{{Convert.ToBase64String(File.ReadAllBytes(LogoFile))}}}">
          <div class="site">{{{Site}}}</div>
          <div class="text"><div class="title">{{title}}</div><div class="description">{{{Description}}}</div></div>
          <div class="foot">{{{Foot}}}</div>
        </div>
        """;

    private static string Site => "example.dev";

    private static string Description =>
        "Most of the misses were the same page under a hundred different query strings. Here is the key we moved to, the numbers behind it, and the bugs it caused.";

    private static string Foot => "Ada Lovelace · 12 min read";

    /// <summary>Another title for each card, all of about one length.</summary>
    public static string TitleOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Title} {number}");

    /// <summary>Writes the same card for the peers.</summary>
    public void WriteJson(string file)
    {
        var card = new
        {
            width = Width,
            height = Height,
            family = "Inter",
            from = "#0f172a",
            to = "#334155",
            logo = LogoFile,
            fonts = new[] { FontOf("Inter-Regular", 400), FontOf("Inter-Bold", 700) },
            panel = new { x = 60, y = 60, width = 1080, height = 510, radius = 24, fill = "rgba(255,255,255,0.06)", stroke = "rgba(255,255,255,0.15)" },
            picture = new { x = 100, y = 100, size = 96, radius = 20 },
            textWidth = 1000,
            site = new { x = 220, y = 128, size = 32, lineHeight = 1.25, weight = 400, color = "#94a3b8", text = Site },
            title = new { x = 100, y = 210, size = 64, lineHeight = 1.1, weight = 700, color = "#ffffff", text = Title },
            description = new { gap = 10, size = 30, lineHeight = 1.3, weight = 400, color = "#cbd5e1", text = Description },
            foot = new { x = 100, y = 584, size = 26, lineHeight = 1.2, weight = 400, color = "#94a3b8", text = Foot },
        };
        File.WriteAllText(file, JsonSerializer.Serialize(card, Json));
    }

    private static object FontOf(string name, int weight) => new
    {
        name = "Inter",
        weight,
        path = FontFiles.Find(new RenderingOptions().FontPath).First(file => Path.GetFileNameWithoutExtension(file) == name),
    };
}
