using System.Globalization;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Pages;

/// <summary>Expected outcomes of working with pages.</summary>
public static class PageFailures
{
    /// <summary>The tenant has as many pages as it may.</summary>
    /// <param name="most">Its limit.</param>
    public static Failure LimitReached(long most) => new(
        FailureKind.Conflict,
        "pages.limit_reached",
        string.Create(CultureInfo.InvariantCulture, $"The tenant may have {most} pages in all of its projects, and would have more. Nothing was kept. Forget pages that are gone (DELETE with their 'path'), or ask the operator to raise the limit 'pages'."));

    /// <summary>Nobody has told anything of the page.</summary>
    public static readonly Failure NotFound = new(
        FailureKind.NotFound, "pages.not_found", "Nothing was told of a page with this path in the project.");
}
