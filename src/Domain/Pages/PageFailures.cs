using PearlIo.Domain.Common;

namespace PearlIo.Domain.Pages;

/// <summary>Expected outcomes of working with pages.</summary>
public static class PageFailures
{
    /// <summary>Nobody has told anything of the page.</summary>
    public static readonly Failure NotFound = new(
        FailureKind.NotFound, "pages.not_found", "Nothing was told of a page with this path in the project.");
}
