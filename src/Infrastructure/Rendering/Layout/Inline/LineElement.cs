namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>What an element of a line is.</summary>
internal enum LineElementKind
{
    Text,
    Open,
    Close,
    Atomic,

    /// <summary><c>br</c>, or a line feed that is kept.</summary>
    Break,
    OutOfFlow,
}

/// <summary>Something on a line while it is built.</summary>
/// <param name="kind">What it is.</param>
/// <param name="box">The inline box, the atomic box, or the box that text is in.</param>
/// <param name="state">The inline box it is in, or is an edge of.</param>
/// <param name="run">The glyphs of text.</param>
/// <param name="width">px.</param>
internal sealed class LineElement(LineElementKind kind, LayoutBox box, InlineBoxState state, TextRun? run, double width) : IShifted
{
    public LineElementKind Kind { get; } = kind;

    public LayoutBox Box { get; } = box;

    public InlineBoxState State { get; } = state;

    public TextRun? Run { get; } = run;

    /// <summary>px.</summary>
    public double Width { get; set; } = width;

    /// <summary>Of text, the px of its width that are left of its glyphs.</summary>
    public double Lead { get; init; }

    /// <summary>The bidi level; -1 for edges, which go where their neighbours go.</summary>
    public int Level { get; set; } = -1;

    /// <summary>Whether it is a character that starts or ends an isolate, rather than text.</summary>
    public bool IsIsolate { get; init; }

    /// <summary>Of something out of flow: whether text, a box or an empty inline box stands before it on the line, rather than edges alone.</summary>
    public bool FollowsContent { get; init; }

    /// <summary>Of an atomic box, margins included.</summary>
    public Extent Extent { get; init; }

    /// <inheritdoc/>
    public double Shift { get; set; }
}
