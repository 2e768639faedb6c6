using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Paints laid out pages. Belongs to one render thread; its scratch memory is used again from page to page.</summary>
internal sealed class PagePainter : IDisposable
{
    private readonly PaintTools _tools;
    private readonly DisplayList _list = new();
    private readonly PaintOrder _order;
    private readonly LayerStack _layers;
    private readonly ShadowPainter _shadows;
    private readonly BackgroundPainter _backgrounds;
    private readonly BorderPainter _borders;
    private readonly TextPainter _texts;
    private readonly PicturePainter _pictures;
    private readonly PaintedPrefixes _prefixes = new();

    /// <param name="glyphs">The thread's masks; not disposed.</param>
    public PagePainter(GlyphCache glyphs)
    {
        _tools = new PaintTools(glyphs);
        _order = new PaintOrder(_list);
        _shadows = new ShadowPainter(_tools);
        _texts = new TextPainter(_tools);
        _backgrounds = new BackgroundPainter(_tools, _texts);
        _borders = new BorderPainter(_tools);
        _pictures = new PicturePainter(_tools);
        _layers = new LayerStack(_tools, _backgrounds);
    }

    /// <summary>Paints a page over all of a picture, which is opaque then.</summary>
    /// <param name="root">The box of the document's element, laid out.</param>
    /// <param name="target">The picture.</param>
    /// <param name="pictures">Decoded pictures.</param>
    /// <param name="budget">Asked between steps.</param>
    /// <exception cref="RenderTooLongException">The budget is spent; the picture is unfinished.</exception>
    public void Paint(LayoutBox root, PixelBuffer target, IPictureSource pictures, RenderBudget budget)
    {
        _tools.Pictures = pictures;
        _tools.Canvas.Planes.Trim();
        var plane = PixelPlane.Of(target);
        _order.Build(root, plane.Bounds);
        budget.ThrowIfOver();
        _layers.Begin(plane);
        var prefix = _list.Commands[..PaintedPrefixes.Split(_list.Commands)];
        var held = _prefixes.Copy(prefix, target);
        var kept = _prefixes.Learn(prefix, held);
        PaintCommands(_list.Commands[held..kept], budget);
        if (kept > held)
        {
            _prefixes.Keep(prefix[..kept], target);
        }

        PaintCommands(_list.Commands[kept..], budget);
    }

    public void Dispose()
    {
        _prefixes.Dispose();
        _shadows.Dispose();
        _tools.Dispose();
    }

    private void PaintCommands(ReadOnlySpan<PaintCommand> commands, RenderBudget budget)
    {
        var planes = _tools.Canvas.Planes;
        foreach (ref readonly var command in commands)
        {
            budget.ThrowIfOver();
            switch (command.Kind)
            {
                case PaintKind.BeginLayer:
                    _layers.BeginLayer(command);
                    break;
                case PaintKind.EndLayer:
                    _layers.EndLayer(command);
                    break;
                default:
                    _layers.Select(command);
                    var mark = planes.Mark;
                    PaintStep(command);
                    planes.Release(mark);
                    break;
            }
        }
    }

    private void PaintStep(in PaintCommand command)
    {
        switch (command.Kind)
        {
            case PaintKind.Canvas:
                _backgrounds.PaintCanvas(command, command.Bounds);
                break;
            case PaintKind.Box:
                PaintBox(command);
                break;
            case PaintKind.Text:
                _texts.Paint(command);
                break;
            case PaintKind.Picture:
                _pictures.Paint(command);
                break;
            case PaintKind.Outline:
                PaintOutline(command);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "Unknown paint command.");
        }
    }

    private void PaintBox(in PaintCommand command)
    {
        var border = BoxGeometry.BorderOf(command);
        _shadows.PaintOuter(command, border);
        if (!command.LeavesBackground)
        {
            _backgrounds.Paint(command, border);
        }

        _shadows.PaintInset(command, border);
        _borders.Paint(command, border);
    }

    private void PaintOutline(in PaintCommand command)
    {
        var outline = command.Paint.Outline!;
        var ring = BoxGeometry.BorderOf(command).Outset(outline.Offset + outline.Width);
        var colour = PremultipliedColour.ToPixel(outline.Color, command.Opacity);
        _borders.PaintRing(ring, new Styles.Sides<double>(outline.Width), outline.Style, colour);
    }
}
