using System.Globalization;
using FluentValidation;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;

namespace PearlIo.Application.Pages;

/// <summary>Rules for paths of pages that callers name.</summary>
internal static class PagePathRules
{
    private static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture, $"must have at most {KnownPage.MaxPathLength} bytes, percent-encoded.");

    /// <summary>A page's path.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> PagePath<T>(this IRuleBuilder<T, string?> rule) => rule.Custom((path, context) =>
    {
        if (Read(path, out _) is { } problem)
        {
            context.AddFailure($"'{Invalid.CamelCase(context.PropertyPath)}' {problem}");
        }
    });

    /// <summary>Reads a path.</summary>
    /// <param name="path">The path as the caller wrote it.</param>
    /// <param name="page">The page, where there is nothing wrong.</param>
    /// <returns>What is wrong with it, in words that follow the field's name, or null.</returns>
    public static string? Read(string? path, out Domain.Routes.PagePath? page)
    {
        page = null;
        if (path is null)
        {
            return "is required.";
        }

        if (!path.StartsWith('/'))
        {
            return "must begin with '/'.";
        }

        if (path.AsSpan().ContainsAny('?', '#'))
        {
            return "must not have '?' or '#': a page is known by its path alone.";
        }

        if (!Text.IsWellFormed(path) || Text.HasControl(path))
        {
            return "must not have control characters or lone surrogates.";
        }

        var read = Domain.Routes.PagePath.Parse(path);
        if (read.Failure is not null || read.Value.Canonical.Length > KnownPage.MaxPathLength)
        {
            return read.Failure == Domain.Routes.PagePath.Invalid ? "must not have control characters, percent-encoded neither." : TooLong;
        }

        page = read.Value;
        return null;
    }

    /// <summary>The page of a path that was found right.</summary>
    public static Domain.Routes.PagePath Page(string? path) => Domain.Routes.PagePath.Parse(path!).Value;
}
