namespace PearlIo.Application.Common;

/// <summary>Limits of paged lists.</summary>
public static class Page
{
    /// <summary>Items of a page when nobody says otherwise.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Most items of a page.</summary>
    public const int MaxLimit = 200;
}

/// <summary>One page of a list.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="NextCursor">What to pass as <c>cursor</c> for the next page, or null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
