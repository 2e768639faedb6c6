using System.Numerics;
using PearlIo.Application.Templates;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Lists boxes and lines of a page that was laid out.</summary>
internal static class BoxList
{
    /// <summary>One box for every element below the body, as <c>getBoundingClientRect</c> gives them; 0 where an element has none.</summary>
    public static IReadOnlyList<DocumentBox> Of(MarkupElement document, LayoutBox page)
    {
        var areas = new Dictionary<MarkupElement, Area>(ReferenceEqualityComparer.Instance);
        Collect(page, areas, Matrix3x2.Identity);
        var boxes = new List<DocumentBox>();
        foreach (var node in document.Children)
        {
            if (node is MarkupElement { Tag: "body" } body)
            {
                AddChildren(body, areas, boxes);
            }
        }

        return boxes;
    }

    /// <summary>The lines in the order of the document.</summary>
    public static IReadOnlyList<DocumentLine> LinesOf(LayoutBox page)
    {
        var lines = new List<DocumentLine>();
        CollectLines(page, lines);
        return lines;
    }

    /// <summary>Transforms of a box and of those around it count, inline boxes apart, which have none.</summary>
    private static void Collect(LayoutBox box, Dictionary<MarkupElement, Area> areas, Matrix3x2 transform)
    {
        if (box is { Text: null, Kind: not BoxKind.Inline, Style.Paint.Transforms.Count: > 0 })
        {
            transform = BoxTransform.Of(box) * transform;
        }

        if (!IsPlainAround(box))
        {
            Add(box, AreaOf(box).Through(transform), areas);
        }

        foreach (var child in box.Children)
        {
            Collect(child, areas, transform);
        }
    }

    /// <summary>Adds what an element takes up, and to those around it that are as large as what is in them.</summary>
    private static void Add(LayoutBox box, Area area, Dictionary<MarkupElement, Area> areas)
    {
        if (box.Element?.Source is { } element)
        {
            areas[element] = areas.TryGetValue(element, out var before) ? before.With(area) : area;
        }

        if (box.IsSplitInline && box.Parent is { } parent && IsPlainAround(parent))
        {
            Add(parent, area, areas);
        }
    }

    /// <summary>Whether a box around a block inside of another inline element stands for an element without a look of its own.</summary>
    private static bool IsPlainAround(LayoutBox box) => box is { IsSplitInline: true, IsPlainInline: true };

    /// <summary>An inline box that a block without an extent splits ends on an empty line below that block.</summary>
    private static Area AreaOf(LayoutBox box) => box is { IsSplitInline: true, Height: <= 0 }
        ? new Area(box.PageX + box.LineBelow.X, box.PageY + box.LineBelow.Y, box.PageX + box.LineBelow.X, box.PageY + box.LineBelow.Y)
        : new Area(box.PageX, box.PageY, box.PageX + box.Width, box.PageY + box.Height);

    private static void AddChildren(MarkupElement parent, Dictionary<MarkupElement, Area> areas, List<DocumentBox> boxes)
    {
        foreach (var node in parent.Children)
        {
            if (node is MarkupElement element)
            {
                var area = areas.GetValueOrDefault(element);
                boxes.Add(new DocumentBox(
                    element.Tag, element.Attribute("id") ?? string.Empty, area.Left, area.Top, area.Right - area.Left, area.Bottom - area.Top));
                AddChildren(element, areas, boxes);
            }
        }
    }

    private static void CollectLines(LayoutBox box, List<DocumentLine> lines)
    {
        foreach (var line in box.Lines)
        {
            if (line.Fragments.Count > 0)
            {
                var (left, right) = (line.Fragments.Min(f => f.X), line.Fragments.Max(f => f.X + f.Width));
                lines.Add(new DocumentLine(left, line.Top, right - left, line.Height, line.Baseline));
            }
        }

        foreach (var child in box.Children)
        {
            CollectLines(child, lines);
        }
    }

    private readonly record struct Area(double Left, double Top, double Right, double Bottom)
    {
        private bool IsEmpty => Right <= Left || Bottom <= Top;

        /// <summary>The rectangle around both; one without an extent counts only where the one before has none either.</summary>
        public Area With(Area other)
            => IsEmpty ? other : other.IsEmpty ? this : new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

        /// <summary>The rectangle around the transformed one.</summary>
        public Area Through(Matrix3x2 transform)
        {
            if (transform.IsIdentity)
            {
                return this;
            }

            Span<Vector2> corners = [new((float)Left, (float)Top), new((float)Right, (float)Top), new((float)Left, (float)Bottom), new((float)Right, (float)Bottom)];
            var (least, most) = (new Vector2(float.PositiveInfinity), new Vector2(float.NegativeInfinity));
            foreach (var corner in corners)
            {
                var moved = Vector2.Transform(corner, transform);
                (least, most) = (Vector2.Min(least, moved), Vector2.Max(most, moved));
            }

            return new Area(least.X, least.Y, most.X, most.Y);
        }
    }
}
