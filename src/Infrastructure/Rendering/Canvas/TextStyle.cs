namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>How a text is set.</summary>
internal sealed record TextStyle
{
    /// <summary>Font families, comma separated, the most wanted first.</summary>
    public required string Families { get; init; }

    /// <summary>100 to 900.</summary>
    public required int Weight { get; init; }

    /// <summary>px.</summary>
    public required double Size { get; init; }

    /// <summary>px from baseline to baseline, whatever the fonts say: some scripts' fonts ask for twice the usual.</summary>
    public required double LineHeight { get; init; }

    /// <summary>px added between letters.</summary>
    public double LetterSpacing { get; init; }

    /// <summary>BCP 47 language, which picks the forms of Han characters.</summary>
    public required string Language { get; init; }
}

/// <summary>Which side lines stand on.</summary>
internal enum TextAlignment
{
    Left,
    Centre,
    Right,
}
