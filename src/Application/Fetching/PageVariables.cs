using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Fetching;

/// <summary>What a page says of itself as variables of a card.</summary>
internal static class PageVariables
{
    /// <summary>Language of the text, by BCP 47.</summary>
    public const string Language = "language";

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public const string Direction = "direction";

    /// <summary>Colour that the page gives itself.</summary>
    public const string ThemeColor = "themeColor";

    /// <summary>The variables; what the page does not say is not among them.</summary>
    public static IReadOnlyDictionary<string, string> Of(PageMetadata page)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(values, "title", page.Title);
        Add(values, "description", page.Description);
        Add(values, "siteName", page.SiteName);
        Add(values, "author", page.Author);
        Add(values, "date", page.Date is { } date && TemplateValues.ReadDate(date) is not null ? date : null);
        Add(values, "image", page.Image);
        Add(values, "logo", page.Icon);
        Add(values, Language, page.Language);
        Add(values, Direction, page.Direction);
        Add(values, ThemeColor, page.ThemeColor);
        return values;
    }

    private static void Add(SortedDictionary<string, string> values, string name, string? value)
    {
        if (value is not null && Text.Clean(value, CardVariables.MaxLength) is { Length: > 0 } text)
        {
            values.Add(name, text);
        }
    }
}
