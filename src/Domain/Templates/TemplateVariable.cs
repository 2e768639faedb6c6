namespace PearlIo.Domain.Templates;

/// <summary>What a variable of a template holds. Values are written as text everywhere.</summary>
public enum TemplateVariableType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A number with a point, such as <c>4.5</c>.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A colour as CSS writes it.</summary>
    Color,

    /// <summary>A date, or date and time, as ISO 8601 writes it.</summary>
    Date,

    /// <summary>The address of a picture: <c>https:</c>, <c>data:</c> or <c>asset:</c>.</summary>
    Image,

    /// <summary>Texts, as a JSON array or separated by commas.</summary>
    List,
}

/// <summary>A variable that a template declares.</summary>
public sealed record TemplateVariable
{
    /// <summary>Most variables that a template may declare.</summary>
    public const int MaxCount = 50;

    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>A letter, then letters, digits, <c>_</c> or <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public TemplateVariableType Type { get; init; }

    /// <summary>What counts where nobody gives a value.</summary>
    public string Default { get; init; } = string.Empty;

    /// <summary>A value that shows what it is for; used by previews and the gallery.</summary>
    public string Example { get; init; } = string.Empty;

    /// <summary>One sentence about it, or null.</summary>
    public string? Description { get; init; }
}
