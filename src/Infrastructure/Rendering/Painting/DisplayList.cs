using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>The steps of painting a page, the lowest first. Used again from card to card.</summary>
internal sealed class DisplayList
{
    /// <summary>Layers with more in them than this are not looked into.</summary>
    private const int MostFolded = 40;

    private readonly List<PaintCommand> _commands = [];
    private readonly Stack<int> _layers = new();

    public ReadOnlySpan<PaintCommand> Commands => CollectionsMarshal.AsSpan(_commands);

    public void Clear()
    {
        _commands.Clear();
        _layers.Clear();
    }

    public void Add(in PaintCommand command)
    {
        if (!command.Bounds.IsEmpty)
        {
            _commands.Add(command);
        }
    }

    public void BeginLayer(in PaintCommand command)
    {
        _layers.Push(_commands.Count);
        _commands.Add(command);
    }

    /// <summary>Ends the layer that was begun last. One that is empty, or whose alpha can as well be each step's own, goes.</summary>
    public void EndLayer()
    {
        var first = _layers.Pop();
        var inside = Commands[(first + 1)..];
        var begin = _commands[first];
        if (inside.IsEmpty || begin.Paint.Opacity <= 0)
        {
            _commands.RemoveRange(first, _commands.Count - first);
            return;
        }

        if (CanFold(begin.Paint, inside))
        {
            Fold(first, begin.Paint.Opacity);
            return;
        }

        var bounds = default(PixelRect);
        foreach (ref readonly var command in inside)
        {
            bounds = bounds.Union(command.Bounds);
        }

        begin = begin with { Bounds = PaintBounds.OfLayer(bounds, begin.Paint, begin.Transform) };
        _commands[first] = begin;
        _commands.Add(begin with { Kind = PaintKind.EndLayer });
    }

    private static bool CanFold(PaintProperties paint, ReadOnlySpan<PaintCommand> inside)
    {
        if (paint.Filters.Count > 0 || paint.MaskLayers.Count > 0 || inside.Length > MostFolded)
        {
            return false;
        }

        for (var i = 0; i < inside.Length; i++)
        {
            if (!IsOneStroke(inside[i]) || OverlapsEarlier(inside, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOneStroke(in PaintCommand command) => command.Kind switch
    {
        PaintKind.Box => PaintRules.IsOneStroke(command.Paint, command.Border),
        PaintKind.Text => TextDecorations.IsPlain(command.Text!),
        PaintKind.Picture => true,
        _ => false,
    };

    private static bool OverlapsEarlier(ReadOnlySpan<PaintCommand> commands, int index)
    {
        for (var i = 0; i < index; i++)
        {
            // Letters of one text do not lie on one another, only the room they might need does.
            var bothText = commands[i].Kind == PaintKind.Text && commands[index].Kind == PaintKind.Text;
            if (!bothText && commands[i].Bounds.Overlaps(commands[index].Bounds))
            {
                return true;
            }
        }

        return false;
    }

    private void Fold(int first, double opacity)
    {
        _commands.RemoveAt(first);
        foreach (ref var command in CollectionsMarshal.AsSpan(_commands)[first..])
        {
            command = command with { Opacity = command.Opacity * opacity };
        }
    }
}
