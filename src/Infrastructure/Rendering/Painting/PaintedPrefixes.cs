using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// What cards of one template share below their text, as pixels: copying them takes a fraction of painting them. A prefix is
/// known again by its commands, so that nothing has to say which template a card is of.
/// </summary>
internal sealed class PaintedPrefixes : IDisposable
{
    private const int Capacity = 6;

    private readonly LinkedList<Kept> _byUse = new();

    /// <summary>How many are held.</summary>
    public int Count => _byUse.Count;

    /// <summary>How many commands from the first on paint the same in every card that has them. Layers are not split.</summary>
    public int Split(ReadOnlySpan<PaintCommand> commands)
    {
        var (split, depth) = (0, 0);
        for (var i = 0; i < commands.Length && commands[i].IsFixed; i++)
        {
            depth += commands[i].Kind switch
            {
                PaintKind.BeginLayer => 1,
                PaintKind.EndLayer => -1,
                _ => 0,
            };
            split = depth == 0 ? i + 1 : split;
        }

        return split;
    }

    /// <summary>Whether painting it takes longer than copying the page.</summary>
    public static bool IsCostly(in PaintCommand command)
    {
        var paint = command.Paint;
        return command.Kind == PaintKind.BeginLayer
            || (paint.BackgroundLayers.Count > 0 && !command.LeavesBackground)
            || paint.BoxShadows.Count > 0;
    }

    /// <summary>Copies the pixels of a prefix, if they are there.</summary>
    public bool TryCopy(ReadOnlySpan<PaintCommand> prefix, PixelBuffer target)
    {
        for (var node = _byUse.First; node is not null; node = node.Next)
        {
            if (node.Value.IsOf(prefix, target))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                target.CopyFrom(node.Value.Pixels);
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps the pixels of a prefix that was just painted.</summary>
    public void Keep(ReadOnlySpan<PaintCommand> prefix, PixelBuffer painted)
    {
        var pixels = TakeBuffer(painted.Width, painted.Height);
        pixels.CopyFrom(painted);
        _byUse.AddFirst(new Kept(prefix.ToArray(), pixels));
    }

    public void Dispose()
    {
        foreach (var kept in _byUse)
        {
            kept.Pixels.Dispose();
        }

        _byUse.Clear();
    }

    private PixelBuffer TakeBuffer(int width, int height)
    {
        if (_byUse.Count < Capacity)
        {
            return new PixelBuffer(width, height);
        }

        var oldest = _byUse.Last!.Value.Pixels;
        _byUse.RemoveLast();
        if (oldest.Width == width && oldest.Height == height)
        {
            return oldest;
        }

        oldest.Dispose();
        return new PixelBuffer(width, height);
    }

    private sealed record Kept(PaintCommand[] Commands, PixelBuffer Pixels)
    {
        public bool IsOf(ReadOnlySpan<PaintCommand> prefix, PixelBuffer target)
        {
            if (Commands.Length != prefix.Length || Pixels.Width != target.Width || Pixels.Height != target.Height)
            {
                return false;
            }

            for (var i = 0; i < prefix.Length; i++)
            {
                if (!Commands[i].PaintsLike(prefix[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
