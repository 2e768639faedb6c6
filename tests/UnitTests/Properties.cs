using FsCheck;
using FsCheck.Fluent;

namespace PearlIo.UnitTests;

/// <summary>Statements that hold for every value of a generator.</summary>
internal static class Properties
{
    /// <summary>Fails with the value where one is found for which the statement does not hold.</summary>
    public static void Hold<T>(Gen<T> values, Func<T, bool> statement, int times = 500) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(values.ToArbitrary(), statement));

    /// <summary>A list of up to <paramref name="most"/> items.</summary>
    public static Gen<T[]> UpTo<T>(this Gen<T> items, int most) =>
        Gen.Choose(0, most).SelectMany(length => Gen.ArrayOf(items, length));

    /// <summary>Text of all kinds: letters, marks that combine, emoji, escapes good and broken, controls and lone surrogates.</summary>
    public static Gen<string> AnyText(int most) => Gen.OneOf(
            Gen.Elements("a", "b", "Z", "0", "-", ".", "..", "/", "//", "%", "{", "}", "*", "?", "#", " ", "+", "~", "_"),
            Gen.Elements("%2F", "%2f", "%2e", "%2E", "%25", "%252F", "%C3%A9", "%c3", "%00", "%zz", "%4", "%4E", "%F0%9F%98%80", "%ED%A0%80", "%EF%BF%BE"),
            Gen.Elements("é", "e\u0301", "\u0301", "ß", "Å", "\u212B", "漢", "가", "\u1100\u1161", "😀", "👩‍👩‍👧", "\u0958", "\U0001D15E", "\u202E", "\u200B"),
            Gen.Elements("\0", "\n", "\t", "\u0085", "\u00A0", "\u2028", "\uD800", "\uDC00", "\uFFFD", "\uFFFE", "\uFFFF", "\uFEFF"),
            Gen.Choose(0x20, 0xD7FF).Select(c => ((char)c).ToString()))
        .UpTo(most)
        .Select(string.Concat);
}
