using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Sizes of the pictures that a document brings along, and the addresses of those that it does not.</summary>
internal sealed class KnownPictures(IPictureSource pictures) : IPictureSizes
{
    private const int LongestNamed = 60;

    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    public IEnumerable<string> Warnings => _missing.Select(address => $"1:1: The picture '{address}' is not drawn: write it into the document as a data: address.");

    /// <inheritdoc />
    public PictureSize? Find(string address)
    {
        if (pictures.TryGet(address) is not { } picture)
        {
            _missing.Add(address.Length > LongestNamed ? address[..LongestNamed] + "…" : address);
            return null;
        }

        return new PictureSize(picture.Width, picture.Height, (double)picture.Width / picture.Height);
    }
}
