namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>A text that knows where its characters stand in the file.</summary>
internal sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];
    private readonly int _firstLine;
    private readonly int _firstColumn;

    /// <param name="text">The text.</param>
    /// <param name="firstLine">Line of its first character, from 1.</param>
    /// <param name="firstColumn">Column of its first character, from 1.</param>
    public SourceText(string text, int firstLine = 1, int firstColumn = 1)
    {
        (Text, _firstLine, _firstColumn) = (text, firstLine, firstColumn);
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            _lineStarts.Add(at + 1);
        }
    }

    public string Text { get; }

    /// <summary>Line and column of a character, both from 1.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var column = offset - _lineStarts[line] + (line == 0 ? _firstColumn : 1);
        return (_firstLine + line, column);
    }
}
