using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>The outcomes that were used last, by the hash of the file and the size asked for: many cards show one logo.</summary>
/// <param name="capacityBytes">What they may take together.</param>
internal sealed class HeldPictures(long capacityBytes)
{
    /// <summary>What an outcome without pixels is taken for.</summary>
    private const int LeastBytes = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<(Sha256Hash Hash, int MaxSide), LinkedListNode<Held>> _known = [];
    private readonly LinkedList<Held> _byUse = new();
    private long _bytes;

    public Result<DecodedFile>? Find(Sha256Hash hash, int maxSide)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue((hash, maxSide), out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Outcome;
        }
    }

    public void Hold(Sha256Hash hash, int maxSide, Result<DecodedFile> outcome)
    {
        var bytes = LeastBytes + (outcome.TryGetValue(out var decoded, out _) ? decoded.Picture.Bytes : 0);
        lock (_gate)
        {
            if (bytes > capacityBytes || _known.ContainsKey((hash, maxSide)))
            {
                return;
            }

            _known.Add((hash, maxSide), _byUse.AddFirst(new Held(hash, maxSide, outcome, bytes)));
            _bytes += bytes;
            while (_bytes > capacityBytes)
            {
                var oldest = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _known.Remove((oldest.Hash, oldest.MaxSide));
                _bytes -= oldest.Bytes;
            }
        }
    }

    private readonly record struct Held(Sha256Hash Hash, int MaxSide, Result<DecodedFile> Outcome, long Bytes);
}
