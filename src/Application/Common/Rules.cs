using System.Text.RegularExpressions;
using FluentValidation;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Common;

/// <summary>Rules that several requests share; each message names the field as the caller wrote it.</summary>
internal static partial class Rules
{
    /// <summary>Longest name of a variable or query parameter.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Text that can be seen, is Unicode, has no control characters and at most <paramref name="max"/> characters.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.Custom((text, context) =>
        {
            if (text is null || Text.IsBlank(text))
            {
                context.AddFailure($"'{Name(context)}' is required and must not be blank.");
            }
            else if (TextProblem(text, max) is { } problem)
            {
                context.AddFailure($"'{Name(context)}' {problem}");
            }
        });

    /// <summary>An absolute http or https address of at most <see cref="Project.MaxUrlLength"/> characters once in NFC, or null.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Custom((text, context) =>
        {
            if (text is not null && (TextProblem(text, Project.MaxUrlLength) ?? AddressProblem(text.Normalize())) is { } problem)
            {
                context.AddFailure($"'{Name(context)}' {problem}");
            }
        });

    /// <summary>Seconds that a card stays fresh, or null.</summary>
    public static IRuleBuilderOptionsConditions<T, int?> CacheDuration<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Custom((seconds, context) =>
        {
            if (seconds is < 0 or > Project.MaxCacheDuration)
            {
                context.AddFailure($"'{Name(context)}' must be between 0 (never kept) and {Project.MaxCacheDuration} seconds.");
            }
        });

    /// <summary>How many items a list may ask for at once, or null.</summary>
    public static IRuleBuilderOptionsConditions<T, int?> PageLimit<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Custom((limit, context) =>
        {
            if (limit is < 1 or > Page.MaxLimit)
            {
                context.AddFailure($"'{Name(context)}' must be between 1 and {Page.MaxLimit}.");
            }
        });

    /// <summary>What is wrong with a text, or null: lone surrogates, control characters, too long once in NFC.</summary>
    public static string? TextProblem(string text, int max)
    {
        if (!Text.IsWellFormed(text))
        {
            return "has a lone surrogate or U+FFFE, which are no Unicode text.";
        }

        if (Text.HasControl(text))
        {
            return "has a control character.";
        }

        return Text.CountCharacters(Text.Compose(text)) > max ? $"must have at most {max} characters." : null;
    }

    /// <summary>Whether a text can be the name of a variable or query parameter.</summary>
    public static bool IsName(string text) => text.Length <= MaxNameLength && NamePattern().IsMatch(text);

    private static string? AddressProblem(string text)
    {
        // Uri forgives spaces, and would read them away; kept as they are they break every address made of this one.
        if (text.Any(char.IsWhiteSpace)
            || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || !HasHost(address)
            || !text.Contains("://", StringComparison.Ordinal))
        {
            return "must be an absolute address that begins with http:// or https://.";
        }

        return address.UserInfo.Length > 0 ? "must not have a user name or password." : null;
    }

    private static bool HasHost(Uri address)
    {
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            // A host that has no form in the DNS, such as one with U+200D, shows only when that form is asked for.
            return false;
        }
    }

    private static string Name<T>(ValidationContext<T> context) => Invalid.CamelCase(context.PropertyPath);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();
}
