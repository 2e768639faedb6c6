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
        Collect(page, Matrix3x2.Identity, areas);
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

    /// <summary>Boxes stand where they are painted; lines of text are not transformed (CSS Transforms 1, 2: transformable element).</summary>
    private static void Collect(LayoutBox box, Matrix3x2 transform, Dictionary<MarkupElement, Area> areas)
    {
        if (box.Style.Paint.Transforms.Count > 0 && box.Kind != BoxKind.Inline)
        {
            transform = BoxTransform.Of(box) * transform;
        }

        if (box.Element?.Source is { } element)
        {
            var area = new Area(box.PageX, box.PageY, box.PageX + box.Width, box.PageY + box.Height);
            area = transform.IsIdentity ? area : area.Transform(transform);
            areas[element] = areas.TryGetValue(element, out var other) ? area.With(other) : area;
        }

        foreach (var child in box.Children)
        {
            Collect(child, transform, areas);
        }
    }

    private static void AddChildren(MarkupElement parent, Dictionary<MarkupElement, Area> areas, List<DocumentBox> boxes)
    {
        foreach (var node in parent.Children)
        {
            if (node is MarkupElement element)
            {
                // A place for a break has no rectangle.
                var area = element.Tag is "wbr" ? default : areas.GetValueOrDefault(element);
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
        /// <summary>The rectangle around all four corners.</summary>
        public Area Transform(Matrix3x2 transform)
        {
            var (x, y) = (Reach(Left, Right, transform.M11, Top, Bottom, transform.M21), Reach(Left, Right, transform.M12, Top, Bottom, transform.M22));
            return new Area(x.Least + transform.M31, y.Least + transform.M32, x.Most + transform.M31, y.Most + transform.M32);
        }

        public Area With(Area other)
            => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

        private static (double Least, double Most) Reach(double left, double right, float across, double top, double bottom, float down) => (
            Math.Min(left * across, right * across) + Math.Min(top * down, bottom * down),
            Math.Max(left * across, right * across) + Math.Max(top * down, bottom * down));
    }
}
