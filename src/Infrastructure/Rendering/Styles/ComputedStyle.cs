namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>
/// The computed values of an element (CSS Cascade 5, 4.4): em, rem, vw, vh, <c>var()</c> and <c>currentcolor</c> are gone. Never
/// written once the cascade is done. Elements share the parts in which they do not differ.
/// </summary>
internal sealed class ComputedStyle
{
    /// <summary>What children inherit.</summary>
    public required TextProperties Text { get; init; }

    /// <summary>What layout reads.</summary>
    public required BoxProperties Box { get; init; }

    /// <summary>What painting reads.</summary>
    public required PaintProperties Paint { get; init; }

    /// <summary>The style of a box without an element of its own, such as the one around text in a flex container: it inherits and is else initial.</summary>
    public static ComputedStyle Anonymous(ComputedStyle parent, Display display)
        => new() { Text = parent.Text, Box = new BoxProperties { Display = display }, Paint = PaintProperties.Initial };
}
