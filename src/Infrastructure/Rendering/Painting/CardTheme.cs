using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>The colours of a card, chosen so that every text on it is readable.</summary>
internal sealed record CardTheme
{
    private const double DarkGlow = 0.34;
    private const double LightGlow = 0.20;
    private const double DarkestLightPaper = 0.18;
    private const double MutedShare = 0.30;
    private const double TileShade = 0.26;

    /// <summary>Contrast with white below which a brand is bright.</summary>
    private const double BrightestForWhite = 3;

    private static readonly Rgb Night = new(0x0A, 0x0C, 0x12);
    private static readonly Rgb DarkInk = new(0x12, 0x15, 0x1C);
    private static readonly Rgb LightInk = new(0xF6, 0xF7, 0xFB);

    /// <summary>Hues that look well on dark paper; a site without a colour of its own always gets the same.</summary>
    private static readonly Rgb[] Brands =
    [
        new(0x63, 0x66, 0xF1), new(0x8B, 0x5C, 0xF6), new(0xC0, 0x5C, 0xF0), new(0xEC, 0x48, 0x99),
        new(0xF4, 0x5B, 0x69), new(0xF9, 0x7A, 0x3C), new(0xEA, 0xA8, 0x2E), new(0x22, 0xB5, 0x73),
        new(0x14, 0xB8, 0xA6), new(0x16, 0xB1, 0xD6), new(0x2F, 0x9B, 0xF0), new(0x3B, 0x7C, 0xF6),
    ];

    /// <summary>The background away from the light.</summary>
    public required Rgb Paper { get; init; }

    /// <summary>The background where the light is brightest.</summary>
    public required Rgb Glow { get; init; }

    /// <summary>Headline and site name.</summary>
    public required Rgb Ink { get; init; }

    /// <summary>Description and address.</summary>
    public required Rgb Muted { get; init; }

    /// <summary>The hairline above the address.</summary>
    public required Rgb Hairline { get; init; }

    /// <summary>The upper left of things in the site's colour.</summary>
    public required Rgb BrandLight { get; init; }

    /// <summary>The lower right of things in the site's colour.</summary>
    public required Rgb BrandDark { get; init; }

    /// <summary>Text on the site's colour.</summary>
    public required Rgb OnBrand { get; init; }

    /// <summary>The site's colour as it was given or chosen.</summary>
    public required Rgb Brand { get; init; }

    /// <summary>The site's colour where it is large text on the background.</summary>
    public required Rgb Accent { get; init; }

    /// <summary>The colours as custom properties of CSS, which templates draw with.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToCustomProperties() =>
    [
        new("--brand", Brand.ToString()), new("--paper", Paper.ToString()), new("--glow", Glow.ToString()), new("--ink", Ink.ToString()),
        new("--muted", Muted.ToString()), new("--hairline", Hairline.ToString()), new("--brand-light", BrandLight.ToString()),
        new("--brand-dark", BrandDark.ToString()), new("--on-brand", OnBrand.ToString()), new("--accent", Accent.ToString()),
    ];

    /// <summary>Fills in what a site leaves open, and mends what could not be read.</summary>
    /// <param name="properties">Values of <c>--brand</c>, <c>--ink</c> and <c>--paper</c>; what is no colour counts as absent.</param>
    /// <param name="siteName">Decides the hue where no brand is given.</param>
    public static CardTheme Resolve(IReadOnlyDictionary<string, string> properties, string siteName)
    {
        var brand = Read(properties, "--brand") ?? Brands[Hash(siteName) % (uint)Brands.Length];
        var paper = Read(properties, "--paper") ?? Night.Mix(brand, 0.05);
        var isLight = paper.Luminance > DarkestLightPaper;
        var glow = Spread(paper, paper.Mix(brand, isLight ? LightGlow : DarkGlow));
        var ink = Contrast.Ensure(Read(properties, "--ink") ?? (isLight ? DarkInk : LightInk), paper, glow);
        var (light, dark, onBrand) = ShadeTile(brand);
        return new CardTheme
        {
            Brand = brand,
            Paper = paper,
            Glow = glow,
            Ink = ink,
            Muted = Contrast.Ensure(ink.Mix(paper, MutedShare), paper, glow),
            Hairline = paper.Mix(ink, 0.16),
            BrandLight = light,
            BrandDark = dark,
            OnBrand = onBrand,
            Accent = Contrast.Ensure(brand, Contrast.ReadableAsLargeText, paper, glow),
        };
    }

    /// <summary>
    /// The ends of the tile's gradient and the colour of the letter on it. White looks best, so that a brand a little too
    /// bright for it is darkened; a bright one gets a dark letter and is lightened.
    /// </summary>
    private static (Rgb Light, Rgb Dark, Rgb Letter) ShadeTile(Rgb brand)
    {
        if (brand.ContrastWith(Rgb.White) < BrightestForWhite)
        {
            return (brand.Mix(Rgb.White, TileShade), brand, Contrast.Ensure(Night, brand));
        }

        var light = brand;
        while (light.ContrastWith(Rgb.White) < Contrast.Readable)
        {
            light = light.Mix(Rgb.Black, 0.03);
        }

        return (light, light.Mix(Rgb.Black, TileShade), Rgb.White);
    }

    /// <summary>The strongest glow on which some ink is still readable together with the paper.</summary>
    private static Rgb Spread(Rgb paper, Rgb glow)
    {
        while (glow != paper && !Contrast.IsPossible(paper, glow))
        {
            glow = paper.Mix(glow, 0.5) is var halved && halved != glow ? halved : paper;
        }

        return glow;
    }

    private static Rgb? Read(IReadOnlyDictionary<string, string> properties, string name)
        => properties.TryGetValue(name, out var value) ? Rgb.Parse(value) : null;

    /// <summary>FNV-1a, for a string's own hash differs from run to run.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text.Trim())
        {
            hash = (hash ^ character) * 16777619;
        }

        return hash ^ (hash >> 16);
    }
}
