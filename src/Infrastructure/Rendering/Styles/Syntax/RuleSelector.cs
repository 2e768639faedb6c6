namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Which box of an element a rule is for.</summary>
internal enum PseudoElement : byte
{
    None,
    Before,
    After,

    /// <summary>One that is not drawn, such as <c>::marker</c>.</summary>
    Other,
}

/// <summary>How much a selector weighs (Selectors 4, 17).</summary>
internal readonly record struct Specificity(int Ids, int Classes, int Types) : IComparable<Specificity>
{
    public static Specificity operator +(Specificity left, Specificity right)
        => new(left.Ids + right.Ids, left.Classes + right.Classes, left.Types + right.Types);

    public static bool operator <(Specificity left, Specificity right) => left.CompareTo(right) < 0;

    public static bool operator >(Specificity left, Specificity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Specificity left, Specificity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Specificity left, Specificity right) => left.CompareTo(right) >= 0;

    public int CompareTo(Specificity other)
    {
        var order = Ids.CompareTo(other.Ids);
        order = order != 0 ? order : Classes.CompareTo(other.Classes);
        return order != 0 ? order : Types.CompareTo(other.Types);
    }
}

/// <summary>A selector of a rule, without its pseudo-element.</summary>
/// <param name="Text">As the matching engine takes it.</param>
/// <param name="Pseudo">The pseudo-element that stood at its end.</param>
/// <param name="Specificity">Its weight, pseudo-element included.</param>
/// <param name="Attributes">Names of the attributes that it looks at.</param>
/// <param name="Key">A class (<c>.a</c>), id (<c>#a</c>) or type (<c>a</c>) that what it matches has, or null where it has none.</param>
internal sealed record RuleSelector(string Text, PseudoElement Pseudo, Specificity Specificity, IReadOnlyList<string> Attributes, string? Key);
