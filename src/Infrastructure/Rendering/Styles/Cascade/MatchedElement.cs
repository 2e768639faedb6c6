using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The declarations for a box, the weakest first.</summary>
internal sealed record MatchedBox(Declared[] UserAgent, Declared[] Normal, Declared[] Important)
{
    public static readonly MatchedBox Empty = new([], [], []);
}

/// <summary>The declarations for an element of a structure.</summary>
/// <param name="Boxes">Elements with the same rules share them.</param>
/// <param name="Size">How many elements stand in it, itself included.</param>
internal readonly record struct MatchedElement(MatchedBoxes Boxes, int Size);

/// <summary>The declarations for the boxes of an element.</summary>
/// <param name="own">For the element itself.</param>
/// <param name="before">For <c>::before</c>, or null.</param>
/// <param name="after">For <c>::after</c>, or null.</param>
internal sealed class MatchedBoxes(MatchedBox own, MatchedBox? before, MatchedBox? after)
{
    public MatchedBox Own { get; } = own;

    public MatchedBox? Before { get; } = before;

    public MatchedBox? After { get; } = after;
}

/// <summary>The declarations for all elements of a structure in the order of the document, and the styles computed from them.</summary>
internal sealed class MatchedStructure(MatchedElement[] elements)
{
    private const int MostSets = 8;
    private const int MostComputed = 300;

    private readonly Lock _lock = new();
    private readonly List<ComputedSet> _sets = [];

    public MatchedElement[] Elements { get; } = elements;

    /// <summary>The computed styles for an environment; kept for the last few environments.</summary>
    public ComputedSet SetFor(StyleEnvironment environment)
    {
        lock (_lock)
        {
            for (var i = 0; i < _sets.Count; i++)
            {
                if (_sets[i].Environment.IsAlike(environment))
                {
                    var found = _sets[i];
                    _sets.RemoveAt(i);
                    _sets.Add(found);
                    return found;
                }
            }

            if (_sets.Count >= Math.Clamp(MostComputed / Elements.Length, 1, MostSets))
            {
                _sets.RemoveAt(0);
            }

            var made = new ComputedSet(environment, new ComputedEntry?[Elements.Length]);
            _sets.Add(made);
            return made;
        }
    }
}

/// <summary>The computed styles of a structure in an environment. An entry is replaced as a whole, so that threads may share it.</summary>
internal sealed record ComputedSet(StyleEnvironment Environment, ComputedEntry?[] Entries);

/// <summary>What was computed for an element, and from what.</summary>
/// <param name="Parent">The parent's state.</param>
/// <param name="Inline">The text of its <c>style</c>.</param>
/// <param name="Own">Its state.</param>
/// <param name="Before">Of <c>::before</c>; null where there is none.</param>
/// <param name="After">Of <c>::after</c>; null where there is none.</param>
/// <param name="TakesBox">Whether it inherits what is not inherited by itself.</param>
/// <param name="Problems">What was wrong.</param>
internal sealed record ComputedEntry(
    ElementState Parent, string? Inline, ElementState Own, ElementState? Before, ElementState? After, bool TakesBox, IReadOnlyList<StyleProblem> Problems)
{
    /// <summary>Whether the same would come out for a parent and a <c>style</c>.</summary>
    public bool IsFor(ElementState parent, string? inline)
        => string.Equals(Inline, inline, StringComparison.Ordinal) && (ReferenceEquals(Parent, parent) || (!TakesBox
            && ReferenceEquals(Parent.Style.Text, parent.Style.Text) && ReferenceEquals(Parent.Customs, parent.Customs)
            && ReferenceEquals(Parent.Features, parent.Features) && Parent.FontSizeOrigin == parent.FontSizeOrigin
            && Parent.BlockifiesChildren == parent.BlockifiesChildren && Parent.HasMarkers == parent.HasMarkers));
}
