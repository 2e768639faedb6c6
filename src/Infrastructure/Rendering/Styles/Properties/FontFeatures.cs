using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The words of <c>font-variant-*</c> and <c>font-kerning</c> as features of OpenType (CSS Fonts 4, 6).</summary>
internal static class FontFeatures
{
    public static readonly (string, string)[] Kerning = [("normal", "kern=1"), ("none", "kern=0")];

    public static readonly (string, string)[] Ligatures =
    [
        ("none", "liga=0,clig=0,dlig=0,hlig=0,calt=0"), ("common-ligatures", "liga=1,clig=1"), ("no-common-ligatures", "liga=0,clig=0"),
        ("discretionary-ligatures", "dlig=1"), ("no-discretionary-ligatures", "dlig=0"), ("historical-ligatures", "hlig=1"),
        ("no-historical-ligatures", "hlig=0"), ("contextual", "calt=1"), ("no-contextual", "calt=0"),
    ];

    public static readonly (string, string)[] Caps =
    [
        ("small-caps", "smcp=1"), ("all-small-caps", "smcp=1,c2sc=1"), ("petite-caps", "pcap=1"),
        ("all-petite-caps", "pcap=1,c2pc=1"), ("unicase", "unic=1"), ("titling-caps", "titl=1"),
    ];

    public static readonly (string, string)[] Numeric =
    [
        ("lining-nums", "lnum=1"), ("oldstyle-nums", "onum=1"), ("proportional-nums", "pnum=1"), ("tabular-nums", "tnum=1"),
        ("diagonal-fractions", "frac=1"), ("stacked-fractions", "afrc=1"), ("ordinal", "ordn=1"), ("slashed-zero", "zero=1"),
    ];

    public static readonly (string, string)[] EastAsian =
    [
        ("jis78", "jp78=1"), ("jis83", "jp83=1"), ("jis90", "jp90=1"), ("jis04", "jp04=1"), ("simplified", "smpl=1"),
        ("traditional", "trad=1"), ("full-width", "fwid=1"), ("proportional-width", "pwid=1"), ("ruby", "ruby=1"),
    ];

    public static readonly (string, string)[] Position = [("sub", "subs=1"), ("super", "sups=1")];

    /// <summary>The features of some words; empty for the word that says nothing; null where none is known.</summary>
    public static string? Words(TokenReader reader, (string Word, string Features)[] words, string nothing)
    {
        if (reader.Ident(nothing))
        {
            return string.Empty;
        }

        var features = new List<string>();
        while (PropertyList.Word(reader, words) is TypedValue<string> word)
        {
            features.Add(word.Value);
        }

        return features.Count == 0 ? null : string.Join(',', features);
    }
}
