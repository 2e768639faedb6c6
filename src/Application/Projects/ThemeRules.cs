using System.Text.RegularExpressions;
using FluentValidation;

namespace PearlIo.Application.Projects;

/// <summary>Rules for a project's theme.</summary>
internal static partial class ThemeRules
{
    private static readonly string[] Names = ["--brand", "--ink", "--paper"];

    /// <summary>Custom properties that templates know, each a colour <c>#rgb</c> or <c>#rrggbb</c>.</summary>
    public static IRuleBuilderOptionsConditions<T, IReadOnlyDictionary<string, string>?> Theme<T>(
        this IRuleBuilder<T, IReadOnlyDictionary<string, string>?> rule) => rule.Custom((theme, context) =>
        {
            foreach (var (name, value) in theme ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                if (!Names.Contains(name, StringComparer.Ordinal))
                {
                    context.AddFailure("'theme' may have --brand, --ink and --paper only.");
                }
                else if (value is null || !Colour().IsMatch(value))
                {
                    context.AddFailure($"'theme.{name}' must be a colour such as #0ea5e9 or #fff.");
                }
            }
        });

    [GeneratedRegex("^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colour();
}
