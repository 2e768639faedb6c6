using System.Text;
using FluentValidation;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;
using Text = PearlIo.Domain.Common.Text;

namespace PearlIo.Application.Templates;

/// <summary>Rules for names and HTML of templates.</summary>
internal static class TemplateRules
{
    /// <summary>A name that a tenant may give its own template.</summary>
    /// <param name="rule">The name.</param>
    /// <param name="builtIn">Names that are taken by the program.</param>
    public static IRuleBuilderOptionsConditions<T, string?> OwnTemplateName<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> builtIn) =>
        rule.Custom((name, context) =>
        {
            if (name is null || !TemplateReference.IsName(name))
            {
                context.AddFailure("'name' is required: a letter, then letters, digits and '-', all in lower case, at most 40 together.");
            }
            else if (builtIn.Contains(name, StringComparer.Ordinal))
            {
                context.AddFailure($"'name' is the name of a template that comes with the program: {string.Join(", ", builtIn)}.");
            }
        });

    /// <summary>How a project or route names a template, or null.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> NamesTemplate<T>(this IRuleBuilder<T, string?> rule) => rule.Custom((text, context) =>
    {
        if (text is not null && TemplateReference.Parse(text) is null)
        {
            context.AddFailure($"'{Invalid.CamelCase(context.PropertyPath)}' names no template: give a name such as article, or a version of your own such as product@3.");
        }
    });

    /// <summary>HTML that can be kept; what it says is for the compiler.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> Html<T>(this IRuleBuilder<T, string?> rule) => rule.Custom((html, context) =>
    {
        if (HtmlProblem(html) is { } problem)
        {
            context.AddFailure($"'html' {problem}");
        }
    });

    private static string? HtmlProblem(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return "is required and must not be blank.";
        }

        if (!Text.IsWellFormed(html) || html.Contains('\0', StringComparison.Ordinal))
        {
            return "has a lone surrogate, U+FFFE or NUL, which are no text.";
        }

        return Encoding.UTF8.GetByteCount(html) > Template.MaxHtmlBytes ? $"must have at most {Template.MaxHtmlBytes} bytes in UTF-8." : null;
    }

    /// <summary>The failure that tells everything that refuses a template, or null.</summary>
    public static Failure? WhyRefused(TemplateReport report) =>
        report.Errors.Count == 0 ? null : Invalid.Because(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["html"] = [.. report.Errors] });
}
