using PearlIo.Domain.Assets;

namespace PearlIo.WebApi.Contracts;

/// <summary>A picture of your own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">What templates and variables call it: `asset:` and the name.</param>
/// <param name="Format">What it is: `png`, `jpeg`, `webp`, `gif`, `ico` or `svg`.</param>
/// <param name="Width">Width in px.</param>
/// <param name="Height">Height in px.</param>
/// <param name="ByteSize">How many bytes it has.</param>
/// <param name="ContentHash">SHA-256 of its bytes, in hexadecimal digits.</param>
/// <param name="CreatedAt">When it was uploaded first, UTC.</param>
/// <param name="UpdatedAt">When it was replaced last, UTC.</param>
internal sealed record AssetResource(
    Guid Id, string Name, string Address, string Format, int Width, int Height, int ByteSize, string ContentHash, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static AssetResource Of(Asset asset) => new(
        asset.Id,
        asset.Name,
        AssetAddress.Scheme + asset.Name,
        asset.Format,
        asset.Width,
        asset.Height,
        asset.ByteSize,
        asset.ContentHash.Hex,
        asset.CreatedAt.UtcDateTime,
        asset.UpdatedAt.UtcDateTime);
}

/// <summary>A page of assets.</summary>
/// <param name="Items">The assets, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record AssetPage(IReadOnlyList<AssetResource> Items, string? NextCursor);
