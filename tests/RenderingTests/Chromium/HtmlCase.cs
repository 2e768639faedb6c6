namespace PearlIo.RenderingTests.Chromium;

/// <summary>A document that Chromium and this renderer must agree about.</summary>
/// <param name="Name">Readable and unique.</param>
/// <param name="Html">The whole document.</param>
internal sealed record HtmlCase(string Name, string Html)
{
    /// <summary>
    /// Faces that browsers would else look for themselves, in the regular weight alone: a bold text of theirs is a regular one made
    /// bolder.
    /// </summary>
    public const string ScriptFamilies = "Inter,'Noto Sans Arabic','Noto Sans Hebrew','Noto Sans Devanagari','Noto Sans Thai','Noto Sans Tamil','Noto Sans Bengali','Noto Sans CJK SC','Noto Color Emoji'";

    private const string Base = "body{margin:0;font:16px/1.25 sans-serif," + ScriptFamilies + "}";

    /// <summary>The name without what file systems or shells take amiss.</summary>
    public string FileName => string.Concat(Name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-'));

    /// <summary>A document in standards mode whose body has no margin and 16 px of the application's sans.</summary>
    public static HtmlCase Of(string name, string body, string css = "")
        => new(name.Trim(), $"<!doctype html><html><head><meta charset=\"utf-8\"><style>{Base}{css}</style></head><body>{body}</body></html>");

    /// <summary>A small tree in the manner of the generated tests of layout engines: every div is a flex container.</summary>
    public static HtmlCase Tree(string name, string root) => Of(
        name, root, "div{box-sizing:border-box;position:relative;display:flex;border:0 solid #000;min-width:0;min-height:0}");

    public override string ToString() => Name;
}
