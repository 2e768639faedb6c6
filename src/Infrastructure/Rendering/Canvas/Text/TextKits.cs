using PearlIo.Infrastructure.Rendering.Canvas.Fonts;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>The sets of fonts that one render thread draws with: the application's own, and the last that had others beside it.</summary>
/// <param name="application">The application's fonts.</param>
internal sealed class TextKits(FontLibrary application) : IDisposable
{
    /// <summary>Each has fonts of its own open, a few MB of them.</summary>
    private const int MostOthers = 4;

    private readonly TextKit _application = new(application);
    private readonly LinkedList<TextKit> _others = new();

    /// <summary>How many sets are held beside the application's own.</summary>
    public int OtherCount => _others.Count;

    /// <summary>The kit of a set of fonts. Nothing that was shaped before may be used any more.</summary>
    /// <param name="fonts">Null for the application's own.</param>
    public TextKit Take(FontLibrary? fonts)
    {
        if (fonts is null)
        {
            return _application;
        }

        var node = _others.First;
        while (node is not null && node.Value.Fonts != fonts)
        {
            node = node.Next;
        }

        if (node is not null)
        {
            _others.Remove(node);
            _others.AddFirst(node);
            return node.Value;
        }

        if (_others.Count == MostOthers)
        {
            _others.Last!.Value.Dispose();
            _others.RemoveLast();
        }

        return _others.AddFirst(new TextKit(fonts)).Value;
    }

    public void Dispose()
    {
        foreach (var kit in _others)
        {
            kit.Dispose();
        }

        _others.Clear();
        _application.Dispose();
    }
}
