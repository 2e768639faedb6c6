namespace PearlIo.Application.Common;

/// <summary>Rules for values of a template's variables, whoever gives them.</summary>
internal static class VariableRules
{
    private const int MaxVariables = 64;
    private const int MaxVariableLength = 2_000;

    /// <summary>Everything that is wrong with variables; nothing where there are none.</summary>
    /// <param name="variables">The variables, or null.</param>
    /// <param name="field">The field as the caller wrote it.</param>
    public static IEnumerable<string> Problems(IReadOnlyDictionary<string, string>? variables, string field)
    {
        if (variables?.Count > MaxVariables)
        {
            return [$"'{field}' may have at most {MaxVariables} entries."];
        }

        return (variables ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(v => Problem(v.Key, v.Value, field)).OfType<string>();
    }

    /// <summary>Variables in NFC; none where there are none.</summary>
    public static IReadOnlyDictionary<string, string> Normalize(IReadOnlyDictionary<string, string>? variables) =>
        (variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .ToDictionary(v => v.Key, v => v.Value.Normalize(), StringComparer.Ordinal);

    private static string? Problem(string name, string? value, string field)
    {
        if (!Rules.IsName(name))
        {
            return $"'{field}' has a name that is none: letters, digits and '_', at most {Rules.MaxNameLength}, no digit first.";
        }

        if (value is null)
        {
            return $"'{field}.{name}' must be a text.";
        }

        return Rules.TextProblem(value, MaxVariableLength) is { } problem ? $"'{field}.{name}' {problem}" : null;
    }
}
