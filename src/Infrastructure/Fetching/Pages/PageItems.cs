using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The items of a page's microdata, each with its own properties.</summary>
/// <remarks>
/// https://html.spec.whatwg.org/#microdata, but for <c>itemref</c>. As pages use it: a <c>content</c> counts on every element, names are the text of links, and
/// properties in no item are those of the page, as are those of <c>&lt;html&gt;</c>, <c>&lt;head&gt;</c> and <c>&lt;body&gt;</c>.
/// </remarks>
internal sealed class PageItems
{
    private const int MaxProperties = 2_000;
    private const int MaxLength = 4_000;
    private const int MaxDepth = 16;

    private static readonly string[] Addresses = ["image", "url", "contentUrl", "thumbnailUrl", "primaryImageOfPage", "mainEntityOfPage"];

    /// <summary>Properties that say something of a page, in the spelling of schema.org.</summary>
    private static readonly FrozenDictionary<string, string> Known = ((IEnumerable<string>)
        [.. Addresses, "author", "creator", "name", "givenName", "familyName", "headline", "description", "datePublished", "dateCreated", "uploadDate", "mainEntity"])
        .ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    private readonly OpenElements<Part> _open;
    private readonly Item _page = new([LinkedPage.Anything], "", 0);
    private readonly List<Item> _items = [];
    private readonly StringBuilder _text = new();
    private int _propertyCount;
    private int _textCount;

    public PageItems() => _open = new OpenElements<Part>(Finish);

    /// <summary>Whether a property's text is being read.</summary>
    public bool IsInText => _textCount > 0;

    /// <summary>Takes the next of a page's elements.</summary>
    public void Take(PageElement element)
    {
        if (element.IsStart)
        {
            Open(element);
        }
        else if (!element.IsText)
        {
            _open.Close(element.Name);
        }
        else if (IsInText)
        {
            _text.Append(element.Text);
        }
    }

    /// <summary>All items as JSON-LD, or null where there are none.</summary>
    public string? Write()
    {
        _open.CloseAll();
        var items = _items.Prepend(_page).Where(i => i.Properties.Count > 0).ToList();
        if (items.Count == 0)
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            items.ForEach(item => item.Write(json));
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void Open(PageElement element)
    {
        var name = element.Name;
        if (name is "html" or "body" && _open.Has(name))
        {
            return;
        }

        _open.CloseFor(name);
        var owner = _open.Innermost.Scope ?? _page;
        var property = PropertyOf(element);
        var item = element.Find("itemscope") is null ? null : OpenItem(element, owner, property);
        var value = item is null && property is not null ? ValueOf(element, property) : null;
        if (value is not null)
        {
            Add(owner, property!, value);
        }

        // The text of titles and scripts is read with them.
        if (OpenElements<Part>.IsVoid(name) || name is "title" or "script")
        {
            return;
        }

        var isText = item is null && property is not null && value is null;
        _textCount += isText ? 1 : 0;
        _open.Open(name, new Part(item ?? owner, isText ? property : null, _text.Length));
    }

    private Item OpenItem(PageElement element, Item owner, string? property)
    {
        var isOfPage = element.Name is "html" or "head" or "body";
        var names = PageTags.Words(element.Find("itemprop"));
        var isPart = names.Length > 0 && owner != _page && !names.Contains("blogpost", StringComparer.Ordinal) && !names.Contains("blogposts", StringComparer.Ordinal);
        var types = (element.Find("itemtype") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var item = new Item(
            types.Length == 0 || isOfPage ? [.. types, LinkedPage.Anything] : types,
            element.Find("itemid") ?? (isOfPage ? "" : null),
            isPart ? owner.Depth + 1 : 1);
        if (property is not null)
        {
            Add(owner, property, item);
        }

        // A blog that shows one of its posts is a page of that; what is a property of nothing may be told of by itself as well.
        if (!isPart && _items.Count < MaxProperties)
        {
            _items.Add(item);
        }

        return item;
    }

    // One is enough: those that share an element are alike ("author creator").
    private static string? PropertyOf(PageElement element) =>
        PageTags.Words(element.Find("itemprop")).Select(word => Known.GetValueOrDefault(word)).FirstOrDefault(name => name is not null);

    private void Add(Item owner, string property, object value)
    {
        if (_propertyCount < MaxProperties && (value is Item part ? part.Depth <= MaxDepth : !string.IsNullOrWhiteSpace((string)value)))
        {
            _propertyCount++;
            owner.Properties.Add((property, value));
        }
    }

    // Null where the value is the text that follows.
    private static string? ValueOf(PageElement element, string property)
    {
        var value = element.Find("content") ?? element.Name switch
        {
            "meta" => "",
            "title" => element.Text,
            "time" => element.Find("datetime"),
            "data" or "meter" => element.Find("value"),
            "abbr" when property.StartsWith("date", StringComparison.Ordinal) => element.Find("title"),
            "link" => element.Find("href") ?? "",
            _ when Addresses.Contains(property) => element.Find("src") ?? element.Find("href") ?? element.Find("data") ?? "",
            _ when OpenElements<Part>.IsVoid(element.Name) => "",
            _ => null,
        };
        return value is null ? null : PageTags.IsMissing(value.Trim()) ? "" : value;
    }

    private void Finish(Part part)
    {
        if (part.Property is null)
        {
            return;
        }

        Add(part.Owner, part.Property, _text.ToString(part.Start, Math.Min(MaxLength, _text.Length - part.Start)));
        _textCount--;
        if (_textCount == 0)
        {
            _text.Clear();
        }
    }

    /// <summary>What an open element has.</summary>
    /// <param name="Scope">The item that properties within it are of.</param>
    /// <param name="Property">The property whose value is its text, or null.</param>
    /// <param name="Start">Where its text begins.</param>
    private readonly record struct Part(Item? Scope, string? Property, int Start)
    {
        public Item Owner => Scope!;
    }

    private sealed class Item(string[] types, string? id, int depth)
    {
        public int Depth => depth;

        public List<(string Name, object Value)> Properties { get; } = [];

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            if (id is not null)
            {
                json.WriteString("@id", Text.Cut(id, MaxLength));
            }

            WriteTypes(json);
            foreach (var property in Properties.GroupBy(p => p.Name, StringComparer.Ordinal))
            {
                json.WriteStartArray(property.Key);
                foreach (var (_, value) in property)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter json, object value)
        {
            if (value is Item item)
            {
                item.Write(json);
            }
            else
            {
                json.WriteStringValue(Text.Cut((string)value, MaxLength));
            }
        }

        private void WriteTypes(Utf8JsonWriter json)
        {
            json.WriteStartArray("@type");
            foreach (var type in types)
            {
                json.WriteStringValue(Text.Cut(type, MaxLength));
            }

            json.WriteEndArray();
        }
    }
}
