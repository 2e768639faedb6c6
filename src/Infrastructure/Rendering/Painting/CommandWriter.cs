using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Writes the steps of a page into a list, and leaves out what would not be seen.</summary>
internal sealed class CommandWriter(DisplayList list)
{
    private PixelRect _page;
    private LayoutBox? _canvasBox;
    private int _filtersAround;

    /// <summary>Starts a page with its canvas.</summary>
    public void Begin(LayoutBox root, PixelRect page)
    {
        list.Clear();
        (_page, _filtersAround) = (page, 0);
        _canvasBox = CanvasRules.BackgroundBox(root);
        list.Add(new PaintCommand
        {
            Kind = PaintKind.Canvas,
            Box = _canvasBox ?? root,
            Transform = Matrix3x2.Identity,
            Area = Area.Of(root.PageX, root.PageY, root.Width, root.Height),
            Border = root.Border,
            Padding = root.Padding,
            Opacity = 1,
            LeavesBackground = _canvasBox is null,
            Bounds = page,
        });
    }

    /// <summary>Begins the layer of a box.</summary>
    /// <returns>What is in it stands in.</returns>
    public PaintScope BeginLayer(LayoutBox box, in PaintScope scope)
    {
        // What a filter works on is not clipped yet, for a blur brings in what is outside.
        var hasFilter = box.Style.Paint.Filters.Count > 0;
        list.BeginLayer(new PaintCommand
        {
            Kind = PaintKind.BeginLayer,
            Box = box,
            Transform = scope.Transform,
            Clip = hasFilter ? scope.Flow : null,
            Area = Area.Of(box.PageX, box.PageY, box.Width, box.Height),
            Border = box.Border,
            Padding = box.Padding,
            Opacity = 1,
        });
        _filtersAround += hasFilter ? 1 : 0;
        return hasFilter ? scope with { Flow = null, Absolute = null, Fixed = null } : scope;
    }

    /// <summary>Ends the layer of a box.</summary>
    public void EndLayer(LayoutBox box)
    {
        _filtersAround -= box.Style.Paint.Filters.Count > 0 ? 1 : 0;
        list.EndLayer();
    }

    /// <summary>Adds the decorations of a box that is not inline.</summary>
    public void AddSelf(LayoutBox box, in PaintScope scope)
    {
        if (box.Kind == BoxKind.Inline)
        {
            return;
        }

        AddDecorations(box, scope, Area.Of(box.PageX, box.PageY, box.Width, box.Height), hasLeft: true, hasRight: true);
    }

    /// <summary>Adds text, unless it is invisible.</summary>
    public void AddText(TextFragment text, in PaintScope scope)
    {
        if (text.Box.Style.Text.IsVisible)
        {
            Add(new PaintCommand
            {
                Kind = PaintKind.Text,
                Box = text.Box,
                Text = text,
                Transform = scope.Transform,
                Clip = scope.Flow,
                Opacity = 1,
                Bounds = PaintBounds.OfText(text, scope.Transform),
            });
        }
    }

    /// <summary>Adds the shadows, background and border of a box or of a piece of one.</summary>
    public void AddDecorations(LayoutBox box, in PaintScope scope, Area area, bool hasLeft, bool hasRight)
    {
        var border = box.Border with { Left = hasLeft ? box.Border.Left : 0, Right = hasRight ? box.Border.Right : 0 };
        var padding = box.Padding with { Left = hasLeft ? box.Padding.Left : 0, Right = hasRight ? box.Padding.Right : 0 };
        if (!PaintRules.HasDecorations(box.Style.Paint, border) || !box.Style.Text.IsVisible)
        {
            return;
        }

        Add(new PaintCommand
        {
            Kind = PaintKind.Box,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Border = border,
            Padding = padding,
            Opacity = 1,
            LeavesBackground = ReferenceEquals(box, _canvasBox),
            Bounds = PaintBounds.OfBox(area, box.Style.Paint, scope.Transform),
        });
    }

    /// <summary>Adds the picture of a replaced box.</summary>
    public void AddPicture(LayoutBox box, in PaintScope scope)
    {
        if (!box.Style.Text.IsVisible)
        {
            return;
        }

        var area = Area.Of(box.PageX, box.PageY, box.Width, box.Height);
        Add(new PaintCommand
        {
            Kind = PaintKind.Picture,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Border = box.Border,
            Padding = box.Padding,
            Opacity = 1,
            Bounds = area.Snap().Map(scope.Transform).Around(),
        });
    }

    /// <summary>Adds the outline of a box, if it has one.</summary>
    public void AddOutline(LayoutBox box, in PaintScope scope)
    {
        if (box.Kind == BoxKind.Inline || box.Style.Paint.Outline is not { } outline || !box.Style.Text.IsVisible)
        {
            return;
        }

        var area = Area.Of(box.PageX, box.PageY, box.Width, box.Height);
        Add(new PaintCommand
        {
            Kind = PaintKind.Outline,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Opacity = 1,
            Bounds = PaintBounds.OfOutline(area, outline, scope.Transform),
        });
    }

    /// <summary>What is off the page is left out, unless a filter might bring it in.</summary>
    private void Add(in PaintCommand command)
    {
        if (_filtersAround > 0 || command.Bounds.Overlaps(_page))
        {
            list.Add(command);
        }
    }
}
