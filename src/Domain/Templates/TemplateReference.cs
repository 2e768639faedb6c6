using System.Globalization;
using System.Text.RegularExpressions;

namespace PearlIo.Domain.Templates;

/// <summary>How projects and routes name a template: <c>name</c> for the published version, <c>name@3</c> for one that stays.</summary>
/// <param name="Name">A letter, then letters, digits and <c>-</c>, at most 40 together, all in lower case.</param>
/// <param name="Version">Number of the version, or null for the published one.</param>
public sealed partial record TemplateReference(string Name, int? Version)
{
    /// <summary>Reads a reference; null where the text is none.</summary>
    public static TemplateReference? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var version = match.Groups["version"];
        return new TemplateReference(match.Groups["name"].Value, version.Success ? int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Whether a text can be the name of a template.</summary>
    public static bool IsName(string text) => Parse(text) is { Version: null };

    /// <inheritdoc />
    public override string ToString() => Version is null ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}@{Version}");

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9-]{0,39})(@(?<version>[1-9][0-9]{0,8}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
