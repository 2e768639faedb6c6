using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>The type of cards.</summary>
internal static class TextStyles
{
    private const int Regular = 400;
    private const int Medium = 500;
    private const int SemiBold = 600;
    private const int Bold = 700;

    /// <summary>Large text looks loose at the spacing of small text.</summary>
    private const double TightSpacing = -0.01;

    public static TextStyle Headline(string text, double size, string language) => new()
    {
        Families = "Inter Display," + Families(language),
        Weight = Bold,
        Size = size,
        LineHeight = size * Scripts.LineHeightOf(text),
        LetterSpacing = Scripts.MayBeTight(text) ? size * TightSpacing : 0,
        Language = language,
    };

    public static TextStyle Description(string text, string language) => Running(text, Regular, 28, 0.3, language);

    public static TextStyle SiteName(string text, string language) => Running(text, SemiBold, 30, 0.2, language);

    public static TextStyle Address(string text, string language) => Running(text, Medium, 25, 0.2, language);

    public static TextStyle Notice(string text, string language) => Running(text, Medium, 26, 0.24, language);

    public static TextStyle Initial(string text, double size, string language) => Headline(text, size, language) with { LetterSpacing = 0 };

    private static TextStyle Running(string text, int weight, double size, double leading, string language) => new()
    {
        Families = Families(language),
        Weight = weight,
        Size = size,
        LineHeight = Math.Round(size * (Scripts.LineHeightOf(text) + leading)),
        Language = language,
    };

    private static string Families(string language) => language switch
    {
        "ja" => "Inter,Noto Sans CJK JP,Noto Sans",
        "ko" => "Inter,Noto Sans CJK KR,Noto Sans",
        "zh" => "Inter,Noto Sans CJK SC,Noto Sans",
        _ => "Inter,Noto Sans,Noto Sans CJK SC",
    };
}
