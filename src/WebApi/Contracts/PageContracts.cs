using PearlIo.Application.Pages;
using PearlIo.Domain.Pages;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a build knows of the pages of its site.</summary>
internal sealed record PagesBody
{
    /// <summary>At most 1000 pages, each once; required.</summary>
    public IReadOnlyList<PageBody?>? Items { get; init; }

    /// <summary>The same for the application.</summary>
    public IReadOnlyList<PageInput?>? ToInputs() => Items is null ? null : [.. Items.Select(i => i?.ToInput())];
}

/// <summary>What a build knows of a page.</summary>
internal sealed record PageBody
{
    /// <summary>The page's path as it stands in its address, such as `/blog/hello`; required.</summary>
    public string? Path { get; init; }

    /// <summary>Values of the template's variables (`title`, `description`, `siteName`); they take the place of those told before.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>The same for the application.</summary>
    public PageInput ToInput() => new(Path, Variables);
}

/// <summary>The cards of the pages that were told.</summary>
/// <param name="Items">A card for each page, in the order of the request.</param>
internal sealed record ToldPages(IReadOnlyList<MetaResource> Items);

/// <summary>A page that a build told.</summary>
/// <param name="Path">The page's path, in its one spelling.</param>
/// <param name="Variables">Values of the template's variables by name.</param>
/// <param name="UpdatedAt">When it was last told something new, UTC.</param>
internal sealed record PageResource(string Path, IReadOnlyDictionary<string, string> Variables, DateTime UpdatedAt)
{
    public static PageResource Of(KnownPage page) => new(page.Path, page.Told!, page.UpdatedAt.UtcDateTime);
}

/// <summary>A page of the list of pages.</summary>
/// <param name="Items">The pages, by path.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record PageList(IReadOnlyList<PageResource> Items, string? NextCursor);
