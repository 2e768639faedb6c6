using System.Text;
using System.Text.Json;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The things that the JSON-LD of a page tells of, as schema.org has them.</summary>
/// <remarks>
/// https://schema.org and https://www.w3.org/TR/json-ld11/, as far as pages use them: arrays, <c>@graph</c>, <c>@id</c> within the page, types and properties as
/// terms, with the prefix <c>schema:</c> or as addresses, <c>type</c> and <c>id</c> as schema.org's context has it. A text that is no JSON is none, and says nothing about the others.
/// </remarks>
internal sealed class LinkedGraph
{
    private const int MaxThings = 2_000;
    private const int MaxDepth = 64;
    private const int MaxPartsOfThing = 8;

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
    };

    private readonly List<JsonElement> _things = [];
    private readonly Dictionary<string, List<JsonElement>> _byId = new(StringComparer.Ordinal);
    private readonly Uri _page;
    private int _partCount;

    /// <param name="scripts">The texts of all scripts with JSON-LD.</param>
    /// <param name="page">Where the page was found: what names are relative to.</param>
    public LinkedGraph(IEnumerable<string> scripts, Uri page)
    {
        _page = page;
        foreach (var script in scripts)
        {
            if (Parse(script) is { } root)
            {
                Add(root);
                AddParts(root);
            }
        }
    }

    /// <summary>Those that the page tells of by themselves, not as part of others, in its order.</summary>
    public IReadOnlyList<JsonElement> Things => _things;

    /// <summary>The names of a thing's types, without what they are names in.</summary>
    public static IEnumerable<string> TypesOf(JsonElement thing) =>
        Values(thing, Has(thing, "@type") ? "@type" : "type").Where(t => t.ValueKind is JsonValueKind.String).Select(t => t.GetString()!.Split('/', '#', ':')[^1]);

    /// <summary>Whether a thing is of one of some types.</summary>
    public static bool Is(JsonElement thing, Func<string, bool> isWanted) => thing.ValueKind is JsonValueKind.Object && TypesOf(thing).Any(isWanted);

    /// <summary>The values of a property, one by one; of all that the page tells of a thing of the same <c>@id</c> where the thing itself has none.</summary>
    public IEnumerable<JsonElement> Find(JsonElement thing, string property)
    {
        var own = Values(thing, property);
        return own.Count > 0 || property is "@id" || IdOf(thing) is not { } id || !_byId.TryGetValue(id, out var parts)
            ? own
            : parts.Select(part => Values(part, property)).FirstOrDefault(values => values.Count > 0) ?? own;
    }

    /// <summary>The first text of a property, or null: text itself, or of a localised value.</summary>
    public string? Text(JsonElement thing, string property)
    {
        foreach (var value in Find(thing, property))
        {
            var text = value.ValueKind is JsonValueKind.Object && value.TryGetProperty("@value", out var inner) ? inner : value;
            if (text.ValueKind is JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()))
            {
                return text.GetString();
            }
        }

        return null;
    }

    private static List<JsonElement> Values(JsonElement thing, string property)
    {
        if (thing.ValueKind is not JsonValueKind.Object || !TryGet(thing, property, out var value))
        {
            return [];
        }

        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("@list", out var list))
        {
            value = list;
        }

        return value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
    }

    private static bool TryGet(JsonElement thing, string property, out JsonElement value) =>
        thing.TryGetProperty(property, out value)
        || (property is "@id" && thing.TryGetProperty("id", out value))
        || (property[0] != '@'
            && (thing.TryGetProperty("schema:" + property, out value)
                || thing.TryGetProperty("https://schema.org/" + property, out value)
                || thing.TryGetProperty("http://schema.org/" + property, out value)));

    private static bool Has(JsonElement thing, string name) => thing.TryGetProperty(name, out _);

    private string? IdOf(JsonElement thing) =>
        thing.ValueKind is JsonValueKind.Object && TryGet(thing, "@id", out var id) && id.ValueKind is JsonValueKind.String ? Absolute(id.GetString()!) : null;

    // https://www.w3.org/TR/json-ld11/#base-iri: one script may name a thing in full that another one names by its fragment.
    private string Absolute(string id)
    {
        const int LongestRelative = 1_000;
        if (id.StartsWith('#'))
        {
            return _page.GetLeftPart(UriPartial.Query) + id;
        }

        return id.Length > LongestRelative || id.Contains(':', StringComparison.Ordinal) || !Uri.TryCreate(_page, id, out var address) ? id : address.AbsoluteUri;
    }

    private void Add(JsonElement value)
    {
        if (_things.Count >= MaxThings)
        {
            return;
        }

        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Add(item);
            }
        }
        else if (value.ValueKind is JsonValueKind.Object)
        {
            AddThing(value);
        }
    }

    private void AddThing(JsonElement thing)
    {
        if (thing.TryGetProperty("@graph", out var graph))
        {
            Add(graph);
        }

        if (!Has(thing, "@type") && !Has(thing, "type"))
        {
            return;
        }

        _things.Add(thing);

        // What a page is mainly about stands in it; of answers to frequent questions none is what it is about.
        Add(!Is(thing, type => type is "FAQPage") && thing.TryGetProperty("mainEntity", out var main) ? main : default);
    }

    // What is told of a thing may stand at several places, also within others.
    private void AddParts(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                AddParts(item);
            }
        }

        if (value.ValueKind is not JsonValueKind.Object || _partCount++ >= MaxThings)
        {
            return;
        }

        if (IdOf(value) is { } id)
        {
            if (!_byId.TryGetValue(id, out var parts))
            {
                _byId.Add(id, parts = []);
            }

            if (parts.Count < MaxPartsOfThing)
            {
                parts.Add(value);
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            AddParts(property.Value);
        }
    }

    private static JsonElement? Parse(string script)
    {
        var text = Unwrap(script);
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            RequireText(bytes);
            var reader = new Utf8JsonReader(bytes, Lenient);
            return JsonElement.ParseValue(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Many pages have broken JSON-LD, and nobody to tell.
            return null;
        }
    }

    // An escape may stand for half a character, which shows only when it is read.
    private static void RequireText(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true })
            {
                _ = reader.GetString();
            }
        }
    }

    // Old pages hide scripts from older browsers, and many write line ends into strings, which JSON has only as white space.
    private static string Unwrap(string script)
    {
        var text = string.Create(script.Length, script, static (plain, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                plain[i] = source[i] < ' ' ? ' ' : source[i];
            }
        });
        var start = text.AsSpan().IndexOfAny('{', '[');
        while (start > 0 && text.AsSpan(start).StartsWith("[CDATA["))
        {
            start += "[CDATA[".Length;
            var next = text.AsSpan(start).IndexOfAny('{', '[');
            start = next < 0 ? -1 : start + next;
        }

        var end = text.AsSpan().LastIndexOfAny('}', ']');
        while (end > 1 && text.AsSpan(end + 1).StartsWith(">") && text[end] == ']' && text[end - 1] == ']')
        {
            end = text.AsSpan(0, end - 1).LastIndexOfAny('}', ']');
        }

        return start < 0 || end < start ? "" : text[start..(end + 1)];
    }
}
