using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Sizes of the pictures that a document brings along, and the addresses of those that it does not.</summary>
internal sealed class KnownPictures(DataPictures pictures) : IPictureSizes
{
    private const int LongestNamed = 60;

    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    public IEnumerable<string> Warnings => _missing;

    /// <inheritdoc />
    public PictureSize? Find(string address)
    {
        if (pictures.TryGet(address) is not { } picture)
        {
            _missing.Add($"1:1: The picture '{(address.Length > LongestNamed ? address[..LongestNamed] + "…" : address)}' is not drawn: {WhyNot(address)}.");
            return null;
        }

        return new PictureSize(picture.Width, picture.Height, (double)picture.Width / picture.Height);
    }

    private string WhyNot(string address) => pictures.FaultOf(address) switch
    {
        PictureFault.Unreadable => "the address cannot be read; write data:image/png;base64, and the file in Base64",
        PictureFault.TooManyBytes => $"its file has more than {PictureDecoder.LargestFileBytes / (1024 * 1024)} MiB",
        PictureFault.TooLarge => $"it has more than {PictureLimits.OfDocuments.LargestSide} px on a side, or {PictureLimits.OfDocuments.MostPixels / 1_000_000} million pixels",
        PictureFault.TooComplex => "it asks for more memory or work than a picture may",
        PictureFault.UnknownFormat => "it is no PNG, JPEG, WebP, GIF, ICO or SVG",
        PictureFault.Active => "the drawing has scripts, or parts that are elsewhere or of no known format",
        PictureFault.Truncated => "its file ends before all of its pixels have come",
        PictureFault.Corrupt => "its file is damaged",
        _ => "write it into the document as a data: address",
    };
}
