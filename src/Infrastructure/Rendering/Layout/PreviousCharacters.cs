namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// Finds the character before each text that <c>capitalize</c> changes, which decides whether a word goes on there: the last one of the text
/// before it in the document, with nothing but inline elements and what is out of flow in between (as in Blink: <c>LayoutText::PreviousCharacter</c>).
/// </summary>
internal sealed class PreviousCharacters
{
    private char _previous = ' ';

    /// <summary>How many texts and boxes had their say in it.</summary>
    private int _texts;

    private PreviousCharacters()
    {
    }

    /// <summary>Writes it down for all texts of a document.</summary>
    public static void Find(LayoutBox root) => new PreviousCharacters().Walk(root, previous: null);

    private void Walk(LayoutBox parent, LayoutBox? previous)
    {
        var before = default(LayoutBox);
        var (isStart, texts) = (StartsLine(parent, previous), _texts);
        foreach (var child in parent.Children)
        {
            // Anonymous blocks come to be with the first text: what is out of flow before that stands behind the block before.
            _previous = isStart && !child.IsOutOfFlow && texts == _texts ? ' ' : _previous;
            isStart &= child.IsOutOfFlow;
            if (child.Text is { } text)
            {
                child.PreviousCharacter = _previous;
                Note(IsNothing(child, parent, before) ? _previous : text[^1]);
            }
            else if (child.Kind != BoxKind.Inline && child.Element is not null && !child.IsOutOfFlow)
            {
                Note(' ');
            }

            Walk(child, before);
            before = child;
        }
    }

    private void Note(char last) => (_previous, _texts) = (last, _texts + 1);

    /// <summary>Tells whether a box is an anonymous block; one that goes on with a line behind a block in an inline element is a part of the block around that line in browsers.</summary>
    private static bool StartsLine(LayoutBox box, LayoutBox? previous)
        => box is { Element: null, Kind: not BoxKind.Inline } && previous is not { IsSplitInline: true };

    /// <summary>Collapsible space has no box of its own at the start of a block and behind a line break; a <c>wbr</c> has no character.</summary>
    private static bool IsNothing(LayoutBox text, LayoutBox parent, LayoutBox? before)
        => text.IsBreakOpportunity || text.Text!.Length == 0
            || ((before is null ? parent.Kind != BoxKind.Inline : before.Kind == BoxKind.LineBreak) && new FlowContent(null, text.Text, text.Style).IsCollapsible);
}
