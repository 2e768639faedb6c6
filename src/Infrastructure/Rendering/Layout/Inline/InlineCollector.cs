using System.Text;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Walks the inline content of one container: collapses white space (CSS Text 3, 4.1.1) and notes what stands where.</summary>
internal sealed class InlineCollector(LayoutBox container)
{
    /// <summary>How many isolates may be ended and started again at forced breaks; beyond, they stay open, for each break has as many as are around it.</summary>
    private const int MostReopened = 20_000;

    private readonly StringBuilder _text = new();
    private readonly List<InlineItem> _items = [];
    private readonly List<TextPiece> _pieces = [];

    /// <summary>The inline boxes that are kept apart from what is around them and are open.</summary>
    private readonly List<LayoutBox> _isolates = [];

    private int _reopened;
    private bool? _needsIsolates;

    /// <summary>Whether a collapsible space would collapse here: after one, and at the start of a line.</summary>
    private bool _isAfterSpace = true;

    public string Text => _text.ToString();

    public IReadOnlyList<InlineItem> Items => _items;

    public IReadOnlyList<TextPiece> Pieces => _pieces;

    /// <summary>The characters after which lines may end even where text does not wrap.</summary>
    public HashSet<int> Opportunities { get; } = [];

    /// <summary>Where elements end whose text does not wrap, in text that does: lines may end there as between any two characters.</summary>
    public HashSet<int> WrappingResumes { get; } = [];

    public void Collect() => Collect(container);

    private void Collect(LayoutBox parent)
    {
        foreach (var child in parent.Children)
        {
            Collect(child, parent.Style.Text);
        }
    }

    private void Collect(LayoutBox child, TextProperties style)
    {
        if (child.IsOutOfFlow)
        {
            _items.Add(new InlineItem(InlineItemKind.OutOfFlow, _text.Length, _text.Length, child));
        }
        else if (child.IsBreakOpportunity)
        {
            Opportunities.Add(_text.Length);
            AddCharacters(InlineItemKind.Text, child, child.Style.Text, child.Text!);
        }
        else if (child.Text is { } text)
        {
            AddText(child, text);
        }
        else if (child.Kind == BoxKind.LineBreak)
        {
            AddBreak(child);
        }
        else if (child.Kind == BoxKind.Inline)
        {
            AddInline(child, style);
        }
        else
        {
            AddCharacters(InlineItemKind.Atomic, child, style, InlineContent.AtomicCharacter.ToString());
            _isAfterSpace = false;
        }
    }

    /// <summary>Where all runs from left to right, nothing has to be kept apart; control characters would only be in the way of line breaks.</summary>
    private bool NeedsIsolates() => _needsIsolates ??= container.Style.Text.IsRightToLeft || HasRightToLeft(container);

    private static bool HasRightToLeft(LayoutBox parent)
    {
        foreach (var child in parent.Children)
        {
            if (child.Kind == BoxKind.Inline && (child.Style.Text.IsRightToLeft || HasRightToLeft(child)
                || child.Style.Box.UnicodeBidi is UnicodeBidi.BidiOverride or UnicodeBidi.IsolateOverride
                || child.Text?.AsSpan().ContainsAnyInRange('\u0590', '\u08FF') == true))
            {
                return true;
            }
        }

        return false;
    }

    private void AddInline(LayoutBox box, TextProperties around)
    {
        _items.Add(new InlineItem(InlineItemKind.Open, _text.Length, _text.Length, box));
        if (NeedsIsolates() && Isolates.OpeningOf(box.Style) is not null)
        {
            _isolates.Add(box);
            OpenIsolate(box);
            Collect(box);
            CloseIsolate(box);
            _isolates.RemoveAt(_isolates.Count - 1);
        }
        else
        {
            Collect(box);
        }

        _items.Add(new InlineItem(InlineItemKind.Close, _text.Length, _text.Length, box));
        if (around.Wraps && !box.Style.Text.Wraps)
        {
            WrappingResumes.Add(_text.Length);
        }
    }

    private void OpenIsolate(LayoutBox box) => AddCharacters(InlineItemKind.Text, box, box.Style.Text, Isolates.OpeningOf(box.Style)!.Value.ToString());

    private void CloseIsolate(LayoutBox box) => AddCharacters(InlineItemKind.Text, box, box.Style.Text, Isolates.Pop.ToString());

    /// <summary>A forced break ends what the order of characters is found for, so isolates end before it and go on behind it (CSS Writing Modes 4, 2.4.3).</summary>
    private void AddBreak(LayoutBox box)
    {
        _reopened += _isolates.Count;
        var reopens = _reopened <= MostReopened;
        for (var i = _isolates.Count - 1; reopens && i >= 0; i--)
        {
            CloseIsolate(_isolates[i]);
        }

        AddCharacters(InlineItemKind.Break, box, box.Style.Text, "\n");
        if (reopens)
        {
            _isolates.ForEach(OpenIsolate);
        }

        _isAfterSpace = true;
    }

    private void AddText(LayoutBox box, string text)
    {
        var style = box.Style.Text;
        var transformed = TextTransformer.Apply(text, style, box.PreviousCharacter);
        var start = _text.Length;
        for (var i = 0; i < transformed.Length; i++)
        {
            if (transformed[i] == '\n' && style.WhiteSpaceCollapse != WhiteSpaceCollapse.Collapse)
            {
                FlushText(box, start);
                AddBreak(box);
                start = _text.Length;
            }
            else
            {
                AddCharacter(transformed[i], style);
            }
        }

        FlushText(box, start);
    }

    private void FlushText(LayoutBox box, int start)
    {
        if (_text.Length > start)
        {
            AddPiece(InlineItemKind.Text, box, box.Style.Text, start);
        }
    }

    private void AddCharacter(char character, TextProperties style)
    {
        if (character == '\r')
        {
            return;
        }

        var isSpace = character is ' ' or '\t' or '\n' or '\f';
        if (!isSpace || style.WhiteSpaceCollapse is WhiteSpaceCollapse.Preserve or WhiteSpaceCollapse.BreakSpaces)
        {
            _text.Append(character);
            _isAfterSpace = false;
        }
        else if (!_isAfterSpace)
        {
            NoteSpaceAfterWrapping(style);
            _text.Append(' ');
            _isAfterSpace = true;
        }
        else if (style.Wraps && _text.Length > 0)
        {
            // Lines may end at the space that is kept, even where that stands in text that does not wrap.
            Opportunities.Add(_text.Length - 1);
        }
    }

    /// <summary>Right behind an element whose text wraps, a line may end at a space of text around it that does not wrap (as in Blink).</summary>
    private void NoteSpaceAfterWrapping(TextProperties style)
    {
        if (!style.Wraps && _items is [.., { Kind: InlineItemKind.Close, Box.Style.Text.Wraps: true } last] && last.End == _text.Length)
        {
            Opportunities.Add(_text.Length);
        }
    }

    private void AddCharacters(InlineItemKind kind, LayoutBox box, TextProperties style, string characters)
    {
        var start = _text.Length;
        _text.Append(characters);
        AddPiece(kind, box, style, start);
    }

    private void AddPiece(InlineItemKind kind, LayoutBox box, TextProperties style, int start)
    {
        _items.Add(new InlineItem(kind, start, _text.Length, box));
        _pieces.Add(new TextPiece(start, _text.Length - start, style));
    }
}
