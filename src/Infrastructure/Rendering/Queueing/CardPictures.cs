using PearlIo.Application.Pictures;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>The pictures that come with a card's content, for one render.</summary>
internal sealed class CardPictures(IReadOnlyDictionary<string, CardPicture> pictures) : IPictureSource, IDisposable
{
    private readonly Dictionary<string, Picture> _made = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Picture? TryGet(string address)
    {
        if (!_made.TryGetValue(address, out var made) && pictures.TryGetValue(address, out var picture))
        {
            made = Make(picture);
            _made.Add(address, made);
        }

        return made;
    }

    public void Dispose()
    {
        foreach (var picture in _made.Values)
        {
            picture.Dispose();
        }
    }

    private static RasterPicture Make(CardPicture picture)
    {
        var pixels = new PixelBuffer(picture.Width, picture.Height);
        picture.Pixels.Span.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Pixels));
        var isOpaque = !pixels.Pixels.ContainsAnyInRange(0u, 0xFEFFFFFFu);
        return new RasterPicture(pixels, isOpaque) { Width = picture.NaturalWidth, Height = picture.NaturalHeight };
    }
}
