using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Gathers the inline content of block containers and has it shaped, once for each.</summary>
internal sealed class InlineContentBuilder(ITextShaper shaper)
{
    /// <summary>The inline content of a box, or null where its children are blocks.</summary>
    public InlineContent? Of(LayoutBox box)
    {
        if (box.InlineContent is null && HasInlineContent(box))
        {
            box.InlineContent = Build(box, scale: 1);
        }

        return box.InlineContent;
    }

    private static bool HasInlineContent(LayoutBox box)
    {
        if (box.Kind != BoxKind.Block)
        {
            return false;
        }

        foreach (var child in box.Children)
        {
            if (IsInline(child))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is out of flow alone makes no line; <see cref="BlockLayout"/> places it.</summary>
    private static bool IsInline(LayoutBox child)
        => !child.IsOutOfFlow && (child.Kind is BoxKind.Inline or BoxKind.LineBreak
            || child.Properties.Display is Display.InlineBlock or Display.InlineFlex
            || (child.Kind == BoxKind.Replaced && child.Properties.Display == Display.Inline));

    /// <summary>Gathers the content of a box with its text at another size.</summary>
    /// <param name="box">A block container with inline content.</param>
    /// <param name="scale">Multiplies sizes, spacing and line heights.</param>
    public InlineContent Build(LayoutBox box, double scale)
    {
        var collector = new InlineCollector(box);
        collector.Collect();
        PlainInlines.Find(collector.Items, shaper);
        var text = collector.Text;
        var pieces = TextScale.Apply(collector.Pieces, scale);
        var styles = new TextProperties[text.Length];
        foreach (var piece in pieces)
        {
            styles.AsSpan(piece.Start, piece.Length).Fill(piece.Style);
        }

        return new InlineContent
        {
            Box = box,
            RootStyle = TextScale.Apply(box.Style.Text, scale),
            Text = text,
            Items = collector.Items,
            Opportunities = collector.Opportunities,
            WrappingResumes = collector.WrappingResumes,
            Styles = styles,
            Shaper = shaper,
            Paragraph = shaper.Shape(text, pieces, box.Style.Text.IsRightToLeft),
        };
    }
}
