using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// The pictures that a document brings along: <c>data:</c> addresses and inline drawings. The last ones stay decoded, for cards
/// of one template share them. Belongs to one render thread.
/// </summary>
/// <param name="others">Asked for all other addresses; null for none.</param>
/// <param name="capacityBytes">What decoded pictures may take together.</param>
internal sealed class DataPictures(IPictureSource? others, long capacityBytes) : IPictureSource, IDisposable
{
    private readonly Dictionary<string, LinkedListNode<Kept>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _byUse = new();
    private long _bytes;

    /// <summary>How many are held, those that could not be decoded included.</summary>
    public int Count => _known.Count;

    /// <summary>Asked for addresses that are not <c>data:</c>; may change from card to card.</summary>
    public IPictureSource? Others { get; set; } = others;

    /// <inheritdoc />
    public Picture? TryGet(string address)
    {
        var markup = SvgAddress.MarkupOf(address);
        if (markup is null && !address.StartsWith(DataAddress.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Others?.TryGet(address);
        }

        if (_known.TryGetValue(address, out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Picture;
        }

        var file = markup is null ? DataAddress.Read(address) : System.Text.Encoding.UTF8.GetBytes(markup);
        Picture? picture = null;
        var fault = file is null ? PictureFault.Unreadable : PictureDecoder.Decode(file, out picture);
        Keep(new Kept(address, picture, fault));
        return picture;
    }

    /// <summary>Why a picture that was asked for is not drawn, or null for those that are or do not come along.</summary>
    public PictureFault? FaultOf(string address)
        => _known.TryGetValue(address, out var node) && node.Value.Fault is not PictureFault.None ? node.Value.Fault : null;

    public void Dispose()
    {
        foreach (var kept in _byUse)
        {
            kept.Picture?.Dispose();
        }

        _byUse.Clear();
        _known.Clear();
    }

    private void Keep(Kept kept)
    {
        _known.Add(kept.Address, _byUse.AddFirst(kept));
        _bytes += kept.Bytes;
        while (_bytes > capacityBytes && _byUse.Count > 1)
        {
            var oldest = _byUse.Last!.Value;
            _byUse.RemoveLast();
            _known.Remove(oldest.Address);
            _bytes -= oldest.Bytes;
            oldest.Picture?.Dispose();
        }
    }

    private readonly record struct Kept(string Address, Picture? Picture, PictureFault Fault)
    {
        public long Bytes => (Picture?.Bytes ?? 0) + (2L * Address.Length);
    }
}
