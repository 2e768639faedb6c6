using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// The layers below the text that one render thread painted last. Copying one takes a twentieth of painting it. Buffers
/// are used again, so that many themes do not make many allocations.
/// </summary>
/// <typeparam name="TKey">What a layer depends on.</typeparam>
/// <param name="width">px.</param>
/// <param name="height">px.</param>
/// <param name="capacity">Layers kept.</param>
internal sealed class BackgroundCache<TKey>(int width, int height, int capacity) : IDisposable
    where TKey : notnull
{
    private readonly LinkedList<(TKey Key, PixelBuffer Layer)> _byUse = new();

    /// <summary>How many layers are held.</summary>
    public int Count => _byUse.Count;

    /// <summary>The layer of a key; valid until the next call.</summary>
    public PixelBuffer Get(TKey key, Action<PixelBuffer> paint)
    {
        var node = Find(key);
        if (node is null)
        {
            node = new LinkedListNode<(TKey Key, PixelBuffer Layer)>((key, TakeBuffer()));
            paint(node.Value.Layer);
        }
        else
        {
            _byUse.Remove(node);
        }

        _byUse.AddFirst(node);
        return node.Value.Layer;
    }

    public void Dispose()
    {
        foreach (var (_, layer) in _byUse)
        {
            layer.Dispose();
        }

        _byUse.Clear();
    }

    private LinkedListNode<(TKey Key, PixelBuffer Layer)>? Find(TKey key)
    {
        var node = _byUse.First;
        while (node is not null && !node.Value.Key.Equals(key))
        {
            node = node.Next;
        }

        return node;
    }

    private PixelBuffer TakeBuffer()
    {
        if (_byUse.Count < capacity)
        {
            return new PixelBuffer(width, height);
        }

        var oldest = _byUse.Last!.Value.Layer;
        _byUse.RemoveLast();
        return oldest;
    }
}
