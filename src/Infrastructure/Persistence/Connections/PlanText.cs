using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>The lines of a plan of PostgreSQL without the values that were planned for.</summary>
internal static partial class PlanText
{
    private const string Hidden = "?";

    /// <summary>Takes the values out of an <c>explain</c>: texts in quotes wherever they stand, numbers in the lines that hold conditions.</summary>
    public static string Mask(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => MaskLine(Quoted().Replace(line, Hidden))));

    // Figures of the planner stand in one kind of line, and conditions in all others.
    private static string MaskLine(string line) =>
        line.Contains("(cost=", StringComparison.Ordinal) ? line : Number().Replace(line, Hidden);

    [GeneratedRegex("E?'(?:[^']|'')*'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    // Not the digits of a name such as cards_2.
    [GeneratedRegex(@"(?<![\w.""])\d+(?:\.\d+)?(?:e[+-]?\d+)?(?!\w)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Number();
}
