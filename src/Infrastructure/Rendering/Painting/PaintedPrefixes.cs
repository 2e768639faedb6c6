using System.Numerics;
using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// What cards of one template share below their text, as pixels: copying them takes a fraction of painting them. Steps that
/// two cards had in common are kept, so that nothing has to say which template a card is of and which of its boxes grow with
/// their text.
/// </summary>
internal sealed class PaintedPrefixes : IDisposable
{
    private const int Capacity = 6;
    private const int RecentCapacity = 4;

    private readonly LinkedList<Kept> _byUse = new();
    private readonly List<List<PaintedStep>> _recent = [];
    private int _oldest;

    /// <summary>How many are held.</summary>
    public int Count => _byUse.Count;

    /// <summary>How many commands from the first on paint the same in every card that has them. Layers are not split.</summary>
    public static int Split(ReadOnlySpan<PaintCommand> commands)
    {
        var (split, depth) = (0, 0);
        for (var i = 0; i < commands.Length && commands[i].IsFixed; i++)
        {
            depth += DepthOf(commands[i].Kind);
            split = depth == 0 ? i + 1 : split;
        }

        return split;
    }

    /// <summary>Copies the pixels of the longest beginning that is held.</summary>
    /// <returns>How many commands that was; 0 for none.</returns>
    public int Copy(ReadOnlySpan<PaintCommand> prefix, PixelBuffer target)
    {
        LinkedListNode<Kept>? best = null;
        for (var node = _byUse.First; node is not null; node = node.Next)
        {
            if (node.Value.Steps.Length > (best?.Value.Steps.Length ?? 0) && node.Value.Begins(prefix, target))
            {
                best = node;
            }
        }

        if (best is null)
        {
            return 0;
        }

        _byUse.Remove(best);
        _byUse.AddFirst(best);
        target.CopyFrom(best.Value.Pixels);
        return best.Value.Steps.Length;
    }

    /// <summary>How many commands are worth keeping once they are painted: those that a card before had, too. Remembers the commands for the next.</summary>
    /// <param name="prefix">What may be kept.</param>
    /// <param name="held">How many are held already.</param>
    public int Learn(ReadOnlySpan<PaintCommand> prefix, int held)
    {
        var (shared, isKnown) = (0, false);
        foreach (var recent in _recent)
        {
            var common = CommonLength(CollectionsMarshal.AsSpan(recent), prefix);
            shared = Math.Max(shared, common);
            isKnown |= common == prefix.Length && common == recent.Count;
        }

        if (!isKnown && !prefix.IsEmpty)
        {
            Remember(prefix);
        }

        return shared > held && HasCostly(prefix[held..shared]) ? shared : held;
    }

    /// <summary>Keeps the pixels of commands that were just painted.</summary>
    public void Keep(ReadOnlySpan<PaintCommand> prefix, PixelBuffer painted)
    {
        var pixels = TakeBuffer(painted.Width, painted.Height);
        pixels.CopyFrom(painted);
        var steps = new PaintedStep[prefix.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = PaintedStep.Of(prefix[i]);
        }

        _byUse.AddFirst(new Kept(steps, pixels));
    }

    public void Dispose()
    {
        foreach (var kept in _byUse)
        {
            kept.Pixels.Dispose();
        }

        _byUse.Clear();
        _recent.Clear();
    }

    private static int DepthOf(PaintKind kind) => kind switch
    {
        PaintKind.BeginLayer => 1,
        PaintKind.EndLayer => -1,
        _ => 0,
    };

    /// <summary>How many commands are alike from the first on, whole layers only.</summary>
    private static int CommonLength(ReadOnlySpan<PaintedStep> steps, ReadOnlySpan<PaintCommand> commands)
    {
        var (common, depth) = (0, 0);
        for (var i = 0; i < Math.Min(steps.Length, commands.Length) && steps[i].PaintsLike(commands[i]); i++)
        {
            depth += DepthOf(commands[i].Kind);
            common = depth == 0 ? i + 1 : common;
        }

        return common;
    }

    /// <summary>Whether painting takes longer than copying the page.</summary>
    private static bool HasCostly(ReadOnlySpan<PaintCommand> commands)
    {
        foreach (ref readonly var command in commands)
        {
            var paint = command.Paint;
            if (command.Kind == PaintKind.BeginLayer || (paint.BackgroundLayers.Count > 0 && !command.LeavesBackground) || paint.BoxShadows.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Remember(ReadOnlySpan<PaintCommand> prefix)
    {
        if (_recent.Count < RecentCapacity)
        {
            _recent.Add([]);
        }

        _oldest = (_oldest + 1) % _recent.Count;
        var steps = _recent[_oldest];
        steps.Clear();
        foreach (ref readonly var command in prefix)
        {
            steps.Add(PaintedStep.Of(command));
        }
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

    private sealed record Kept(PaintedStep[] Steps, PixelBuffer Pixels)
    {
        public bool Begins(ReadOnlySpan<PaintCommand> prefix, PixelBuffer target)
            => Steps.Length <= prefix.Length
                && Pixels.Width == target.Width
                && Pixels.Height == target.Height
                && CommonLength(Steps, prefix) == Steps.Length;
    }

    /// <summary>All of a fixed command that decides over its pixels, without the boxes of the card that it was of.</summary>
    private readonly record struct PaintedStep(
        PaintKind Kind, Area Area, Sides<double> Border, Sides<double> Padding, double Opacity, bool LeavesBackground, PixelRect Bounds)
    {
        public required Matrix3x2 Transform { get; init; }

        public required PaintProperties Paint { get; init; }

        public required ClipNode? Clip { get; init; }

        public static PaintedStep Of(in PaintCommand command)
            => new(command.Kind, command.Area, command.Border, command.Padding, command.Opacity, command.LeavesBackground, command.Bounds)
            {
                Transform = command.Transform,
                Paint = command.Paint,
                Clip = command.Clip,
            };

        public bool PaintsLike(in PaintCommand command)
            => Kind == command.Kind
                && Area == command.Area
                && Bounds == command.Bounds
                && Border == command.Border
                && Padding == command.Padding
                && Opacity == command.Opacity
                && LeavesBackground == command.LeavesBackground
                && Transform == command.Transform
                && (ReferenceEquals(Paint, command.Paint) || Paint == command.Paint)
                && (ReferenceEquals(Clip, command.Clip) || Clip == command.Clip);
    }
}
