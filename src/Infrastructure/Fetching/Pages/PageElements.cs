using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// The elements of a page's HTML in their order, without their tree: what says something of a page counts wherever it stands, and a tree takes
/// several times as long, and time that grows with the square of a page that is made for it.
/// </summary>
/// <remarks>
/// https://html.spec.whatwg.org/#tokenization by AngleSharp, and of #tree-construction what tells elements from text: scripts and other raw text (with scripting on, so
/// that <c>&lt;noscript&gt;</c> is text), templates, and drawings, in which elements of the same names mean something else.
/// </remarks>
internal sealed class PageElements : IDisposable
{
    // https://html.spec.whatwg.org/#parsing-main-inforeign: these end drawings that nobody closed.
    private static readonly FrozenSet<string> EndsOfDrawings = FrozenSet.Create(
        StringComparer.Ordinal,
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img",
        "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var");

    private const string Property = "itemprop";

    private static readonly SearchValues<string> Starts = SearchValues.Create(
        ["<meta", "<link", "<title", "<base", "ld+json", "ld&#", "pubdate", Property], StringComparison.OrdinalIgnoreCase);

    private readonly TextSource _source;
    private readonly HtmlTokenizer _tokenizer;
    private readonly int _lastStart;
    private int _templates;
    private int _drawings;
    private int _htmlInDrawings;

    /// <param name="html">The page.</param>
    public PageElements(string html)
    {
        _lastStart = LastStart(html);
        HasProperties = html.Contains(Property, StringComparison.OrdinalIgnoreCase);
        _source = new TextSource(html);
        _tokenizer = new HtmlTokenizer(_source, HtmlEntityProvider.Resolver)
        {
            DisableElementPositionTracking = true,
            SkipCDATA = true,
            SkipComments = true,
            SkipDataText = true,
            SkipPlaintext = true,
            SkipRawText = true,
        };
    }

    /// <summary>Whether the page may have microdata.</summary>
    public bool HasProperties { get; }

    private bool IsInDrawing => _drawings > 0 && _htmlInDrawings == 0;

    /// <summary>
    /// The next element that is one of the page, or null where no more of them say anything. Where the page has properties of items, that is in which element they
    /// stand, the ends of elements, too.
    /// </summary>
    /// <param name="texts">Whether text between elements is asked for as well; the page is read on for it.</param>
    public PageElement? Next(bool texts = false)
    {
        _tokenizer.SkipDataText = !texts;
        while ((texts || _source.Index <= _lastStart) && _tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            var element = token.Type switch
            {
                HtmlTokenType.StartTag => Open(token.AsTag()),
                HtmlTokenType.EndTag => Close(token.Name),
                HtmlTokenType.Character when texts && _templates == 0 && !IsInDrawing => PageElement.OfText(token.Data),
                _ => null,
            };
            if (element is not null)
            {
                return element;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _tokenizer.Dispose();
        _source.Dispose();
    }

    // Behind the last place where an element can begin that says something, which most pages have in their heads, nothing needs to be read.
    private static int LastStart(string html)
    {
        // The first of these may stand in a comment.
        var last = Math.Max(html.LastIndexOf("<html", StringComparison.OrdinalIgnoreCase), html.LastIndexOf("<body", StringComparison.OrdinalIgnoreCase));
        for (var at = 0; html.AsSpan(at).IndexOfAny(Starts) is >= 0 and var next; at += next + 1)
        {
            last = Math.Max(last, at + next);
        }

        return last;
    }

    private PageElement? Open(HtmlTagToken tag)
    {
        if (IsInDrawing && EndsOfDrawings.Contains(tag.Name))
        {
            _drawings = 0;
        }

        if (IsInDrawing || tag.Name is "svg" or "math")
        {
            OpenInDrawing(tag);
            return null;
        }

        // What is in such an element is text, also where the element itself does not count.
        _tokenizer.State = ModeOf(tag.Name);
        var text = tag.Name is "title" or "script" ? ReadText() : "";
        if (tag.Name is "template")
        {
            _templates++;
        }

        return _templates == 0 ? PageElement.OfStart(tag, text) : null;
    }

    private void OpenInDrawing(HtmlTagToken tag)
    {
        if (!tag.IsSelfClosing)
        {
            _drawings += tag.Name is "svg" or "math" ? 1 : 0;
            _htmlInDrawings += IsHtmlInDrawing(tag.Name) ? 1 : 0;
        }

        _tokenizer.IsAcceptingCharacterData = IsInDrawing;
    }

    private PageElement? Close(string name)
    {
        var isOfPage = HasProperties && _templates == 0 && (!IsInDrawing || EndsOfDrawings.Contains(name));
        if (name is "template")
        {
            _templates = Math.Max(0, _templates - 1);
        }
        else if (name is "svg" or "math")
        {
            _drawings = Math.Max(0, _drawings - 1);
            _htmlInDrawings = _drawings == 0 ? 0 : _htmlInDrawings;
        }
        else if (IsHtmlInDrawing(name))
        {
            _htmlInDrawings = Math.Max(0, _htmlInDrawings - 1);
        }

        _tokenizer.IsAcceptingCharacterData = IsInDrawing;
        return isOfPage ? PageElement.OfEnd(name) : null;
    }

    private static bool IsHtmlInDrawing(string name) => name.Equals("foreignobject", StringComparison.OrdinalIgnoreCase);

    private static HtmlParseMode ModeOf(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" or "noscript" => HtmlParseMode.Rawtext,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };

    // The tokenizer goes back to elements at the end tag.
    private string ReadText()
    {
        var text = new StringBuilder();
        while (_tokenizer.Get() is { Type: HtmlTokenType.Character } token)
        {
            text.Append(token.Data);
        }

        return text.ToString();
    }
}

/// <summary>An element where it begins or ends, or a text between elements.</summary>
internal sealed class PageElement
{
    private readonly HtmlTagToken? _tag;

    private PageElement(HtmlTagToken? tag, string name, string text)
    {
        _tag = tag;
        Name = name;
        Text = text;
    }

    /// <summary>Its name, in lower case; that of the DOM, <c>#text</c>, for a text.</summary>
    public string Name { get; }

    /// <summary>The text of a title or script, or a text.</summary>
    public string Text { get; }

    /// <summary>Whether an element begins here.</summary>
    public bool IsStart => _tag is not null;

    /// <summary>Whether it is a text between elements.</summary>
    public bool IsText => Name is "#text";

    /// <summary>Where an element begins.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="text">Its text where it is a title or script, or else nothing.</param>
    public static PageElement OfStart(HtmlTagToken tag, string text) => new(tag, tag.Name, text);

    /// <summary>Where an element ends.</summary>
    public static PageElement OfEnd(string name) => new(null, name, "");

    /// <summary>A text between elements.</summary>
    public static PageElement OfText(string text) => new(null, "#text", text);

    /// <summary>The value of an attribute, or null where it has none of that name.</summary>
    public string? Find(string attribute)
    {
        foreach (var known in _tag?.Attributes ?? [])
        {
            if (known.Name.Equals(attribute, StringComparison.Ordinal))
            {
                return known.Value;
            }
        }

        return null;
    }
}
