using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>The words of a card as they are set, and what they ask of the setting.</summary>
internal sealed record CardCopy
{
    private const int LongestHeadline = 600;
    private const int LongestDescription = 1000;
    private const int LongestLine = 300;

    /// <summary>The title, or what stands in for one; empty only where a card has no words at all.</summary>
    public required string Headline { get; init; }

    public required string Description { get; init; }

    /// <summary>Beside the tile; empty where the site's name is the headline already.</summary>
    public required string SiteName { get; init; }

    /// <summary>At the foot; empty where the address is the headline already.</summary>
    public required string Address { get; init; }

    /// <summary>On the tile.</summary>
    public required string Initial { get; init; }

    /// <summary>The language that Han characters are drawn for.</summary>
    public required string Language { get; init; }

    /// <summary>Whether the card is mirrored.</summary>
    public required bool IsRightToLeft { get; init; }

    /// <summary>How many characters were left out because no font has them.</summary>
    public required int MissingGlyphs { get; init; }

    public static CardCopy From(CardContent content, GlyphCoverage coverage)
    {
        var text = new CardText(coverage);
        var title = text.Clean(content.Title, LongestHeadline);
        var description = text.Clean(content.Description, LongestDescription);
        var siteName = text.Clean(content.SiteName, LongestLine);
        var address = text.Clean(content.Address, LongestLine);
        var headline = FirstFilled(title, siteName, address);
        return new CardCopy
        {
            Headline = headline,
            Description = description,
            SiteName = title.Length > 0 ? siteName : string.Empty,
            Address = title.Length > 0 || siteName.Length > 0 ? address : string.Empty,
            Initial = text.InitialOf(FirstFilled(siteName, address, title)),
            Language = Scripts.LanguageOf(string.Concat(title, description, siteName)),
            IsRightToLeft = Scripts.IsRightToLeft(headline),
            MissingGlyphs = text.MissingGlyphs,
        };
    }

    private static string FirstFilled(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return string.Empty;
    }
}
