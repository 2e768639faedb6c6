namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Spreads what is left of a line over its spaces (CSS Text 3, 7.4).</summary>
internal static class Justification
{
    /// <summary>Cuts text after each space and widens what ends with one.</summary>
    /// <param name="elements">From left to right; changed.</param>
    /// <param name="content">The text.</param>
    /// <param name="free">px to spread.</param>
    /// <returns>Whether there is a space to spread it over.</returns>
    public static bool Apply(List<LineElement> elements, InlineContent content, double free)
    {
        var pieces = new List<LineElement>(elements.Count);
        var spaces = 0;
        foreach (var element in elements)
        {
            if (element.Run is null)
            {
                pieces.Add(element);
            }
            else
            {
                spaces += Split(element, content, pieces);
            }
        }

        if (spaces == 0)
        {
            return false;
        }

        foreach (var piece in pieces)
        {
            piece.Width += piece.Run is { } run && IsExpandable(content, run.End - 1) ? free / spaces : 0;
        }

        elements.Clear();
        elements.AddRange(pieces);
        return true;
    }

    private static int Split(LineElement element, InlineContent content, List<LineElement> pieces)
    {
        var run = element.Run!;
        var (first, spaces) = (pieces.Count, 0);
        for (var start = run.Start; start < run.End;)
        {
            var end = start + 1;
            while (end < run.End && !IsExpandable(content, end - 1))
            {
                end++;
            }

            spaces += IsExpandable(content, end - 1) ? 1 : 0;
            var width = 0.0;
            for (var i = start; i < end; i++)
            {
                width += content.Paragraph.Advances[i];
            }

            pieces.Add(new LineElement(LineElementKind.Text, element.Box, element.State, run.Slice(start, end - start), width) { Level = element.Level });
            start = end;
        }

        if ((element.Level & 1) != 0)
        {
            pieces.Reverse(first, pieces.Count - first);
        }

        return spaces;
    }

    private static bool IsExpandable(InlineContent content, int at) => content.Text[at] is ' ' or '\u00A0';
}
