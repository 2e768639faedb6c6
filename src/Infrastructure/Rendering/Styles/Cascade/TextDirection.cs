using System.Text;
using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The direction of <c>dir</c> (HTML, 3.2.6.4).</summary>
internal static class TextDirection
{
    /// <summary>The value of a <c>dir</c> with <c>auto</c> replaced by the direction of the first letter that has one.</summary>
    public static string Of(MarkupElement element, string value)
    {
        if (!value.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        return IsRightToLeft(element, 0) == true ? "rtl" : "ltr";
    }

    private static bool? IsRightToLeft(MarkupElement element, int depth)
    {
        for (var i = 0; i < element.Children.Count && depth <= Stylist.MaxDepth; i++)
        {
            var found = element.Children[i] switch
            {
                MarkupText text => IsRightToLeft(text.Text),
                MarkupElement { Tag: not "bdi" } child when child.Attribute("dir") is null => IsRightToLeft(child, depth + 1),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static bool? IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOfRightToLeftScript(rune.Value))
            {
                return true;
            }

            if (Rune.IsLetter(rune))
            {
                return false;
            }
        }

        return null;
    }

    /// <summary>The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their like.</summary>
    private static bool IsOfRightToLeftScript(int code)
        => code is >= 0x590 and <= 0x8FF and not (>= 0x660 and <= 0x669) and not (>= 0x6F0 and <= 0x6F9)
            or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF or 0x200F;
}
