using PearlIo.Application.Meta;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a page says of its card.</summary>
/// <param name="Path">The page's path, in its one spelling.</param>
/// <param name="PageUrl">Absolute address of the page.</param>
/// <param name="Url">Absolute address of the card, with its version; signed where the project requires it.</param>
/// <param name="V">The version of the card: 16 hexadecimal digits, changed with whatever makes the picture.</param>
/// <param name="Width">Width in px.</param>
/// <param name="Height">Height in px.</param>
/// <param name="Type">Media type of the card, or null where the route's format is `auto`: only drawing it will tell.</param>
/// <param name="Alt">What the card shows, for those who do not see it.</param>
/// <param name="Title">Title of the page.</param>
/// <param name="Description">A sentence about the page, or null.</param>
/// <param name="Tags">The tags for the page's head, each escaped and ready to be pasted.</param>
internal sealed record MetaResource(
    string Path,
    string PageUrl,
    string Url,
    string V,
    int Width,
    int Height,
    string? Type,
    string Alt,
    string Title,
    string? Description,
    IReadOnlyList<string> Tags)
{
    public static MetaResource Of(CardMeta meta) => new(
        meta.Path, meta.PageUrl, meta.Url, meta.Version, meta.Width, meta.Height, meta.Type, meta.Alt, meta.Title, meta.Description, meta.Tags);
}
