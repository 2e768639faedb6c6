namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>Something in a document that cannot be drawn as it stands.</summary>
/// <param name="Line">From 1, in the file.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong and what to do, in one sentence.</param>
/// <param name="IsError">Whether the document is refused; otherwise the declaration or rule is left out.</param>
internal sealed record StyleProblem(int Line, int Column, string Message, bool IsError = false)
{
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}: {Message}");
}
