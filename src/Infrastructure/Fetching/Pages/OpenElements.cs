using System.Collections.Frozen;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The elements that are open at a place of a page, where each has something that counts until it ends.</summary>
/// <remarks>
/// https://html.spec.whatwg.org/#the-stack-of-open-elements, with the ends that pages leave out. What a tag closes is found in the same time however many
/// elements are open.
/// </remarks>
/// <param name="closed">Is told what a closed element has.</param>
internal sealed class OpenElements<T>(Action<T> closed)
{
    /// <summary>Elements within as many others stand beside each other, as browsers have it.</summary>
    private const int MaxDepth = 1_000;

    private static readonly FrozenSet<string> Void = FrozenSet.Create(
        StringComparer.Ordinal,
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

    // https://html.spec.whatwg.org/#special
    private static readonly FrozenSet<string> Special = FrozenSet.Create(
        StringComparer.Ordinal,
        "address", "applet", "article", "aside", "blockquote", "body", "button", "caption", "center", "colgroup", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "html", "iframe", "li", "listing", "main",
        "marquee", "menu", "nav", "noembed", "noframes", "noscript", "object", "ol", "p", "plaintext", "pre", "search", "section", "select", "style", "summary",
        "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "xmp");

    // https://html.spec.whatwg.org/#has-an-element-in-scope
    private static readonly FrozenSet<string> Borders = FrozenSet.Create(
        StringComparer.Ordinal, "applet", "body", "button", "caption", "html", "marquee", "object", "table", "td", "th");

    private static readonly FrozenSet<string> OfTables = FrozenSet.Create(
        StringComparer.Ordinal, "caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr");

    private static readonly FrozenSet<string> EndsOfParagraphs = FrozenSet.Create(
        StringComparer.Ordinal,
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary",
        "table", "ul", "xmp");

    private readonly List<OpenElement> _open = [];
    private readonly Dictionary<string, int> _lastOfName = new(StringComparer.Ordinal);

    /// <summary>Whether an element has nothing in it.</summary>
    public static bool IsVoid(string name) => Void.Contains(name);

    /// <summary>Whether an element of this name is open.</summary>
    public bool Has(string name) => Last(name) >= 0;

    /// <summary>What the innermost open element has.</summary>
    public T? Innermost => _open.Count == 0 ? default : _open[^1].Value;

    /// <summary>Closes what an element ends by beginning.</summary>
    public void CloseFor(string name)
    {
        if (EndsOfParagraphs.Contains(name))
        {
            CloseAfter("p", Border);
        }

        switch (name)
        {
            case "li":
                CloseAfter("li", Math.Max(Border, Math.Max(Last("ul"), Math.Max(Last("ol"), Last("menu")))));
                break;
            case "dd" or "dt":
                CloseAfter("dd", Math.Max(Border, Last("dl")));
                CloseAfter("dt", Math.Max(Border, Last("dl")));
                break;
            case "td" or "th":
                CloseCells();
                break;
            case "tr":
                CloseCells();
                CloseAfter("tr", Last("table"));
                break;
            case "tbody" or "tfoot" or "thead":
                CloseCells();
                CloseAfter("tr", Last("table"));
                CloseAfter("tbody", Last("table"));
                CloseAfter("thead", Last("table"));
                break;
            case "body":
                CloseAfter("head", -1);
                break;
        }
    }

    /// <summary>Opens an element.</summary>
    public void Open(string name, T value)
    {
        if (_open.Count >= MaxDepth)
        {
            CloseTo(_open.Count - 1);
        }

        var at = _open.Count;
        var above = at == 0 ? default : _open[^1];
        _open.Add(new OpenElement(
            name,
            value,
            Last(name),
            Special.Contains(name) ? at : above.Name is null ? -1 : above.LastSpecial,
            Borders.Contains(name) ? at : above.Name is null ? -1 : above.LastBorder));
        _lastOfName[name] = at;
    }

    /// <summary>Closes the element that a tag ends, if it ends one; the document's own end with the page.</summary>
    public void Close(string name)
    {
        if (name is "html" or "body")
        {
            return;
        }

        var border = OfTables.Contains(name) ? Last("table") : Special.Contains(name) ? Border : _open.Count == 0 ? -1 : _open[^1].LastSpecial;
        CloseAfter(name, Borders.Contains(name) ? border - 1 : border);
    }

    /// <summary>Closes all of them.</summary>
    public void CloseAll() => CloseTo(0);

    private int Border => _open.Count == 0 ? -1 : _open[^1].LastBorder;

    private int Last(string name) => _lastOfName.GetValueOrDefault(name, -1);

    private void CloseCells()
    {
        CloseAfter("td", Last("table"));
        CloseAfter("th", Last("table"));
    }

    private void CloseAfter(string name, int border)
    {
        if (Last(name) is >= 0 and var at && at > border)
        {
            CloseTo(at);
        }
    }

    private void CloseTo(int count)
    {
        while (_open.Count > count)
        {
            var element = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            _lastOfName[element.Name] = element.PreviousOfName;
            closed(element.Value);
        }
    }

    private readonly record struct OpenElement(string Name, T Value, int PreviousOfName, int LastSpecial, int LastBorder);
}
