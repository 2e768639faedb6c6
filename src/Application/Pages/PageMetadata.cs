namespace PearlIo.Application.Pages;

/// <summary>What a page says of itself; null where it says nothing. Text is one line, without control characters, in NFC.</summary>
public sealed record PageMetadata
{
    /// <summary>A page that says nothing.</summary>
    public static PageMetadata None { get; } = new();

    /// <summary>Its headline.</summary>
    public string? Title { get; init; }

    /// <summary>What it is about, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>Absolute http or https address of its picture.</summary>
    public string? Image { get; init; }

    /// <summary>Name of the site that it is of.</summary>
    public string? SiteName { get; init; }

    /// <summary>Who wrote it; several names are divided by commas.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published, by ISO 8601 and as exactly as the page says: <c>2026-11-26</c>, <c>2026-11-26T09:30:00+01:00</c>.</summary>
    public string? Date { get; init; }

    /// <summary>Its language, by BCP 47: <c>de-AT</c>.</summary>
    public string? Language { get; init; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>A CSS colour, as the page spells it.</summary>
    public string? ThemeColor { get; init; }

    /// <summary>Absolute http or https address of its icon.</summary>
    public string? Icon { get; init; }
}
