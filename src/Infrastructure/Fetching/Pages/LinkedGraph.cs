using System.Text.Json;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The things that the JSON-LD of a page tells of, as schema.org has them.</summary>
/// <remarks>
/// https://schema.org and https://www.w3.org/TR/json-ld11/, as far as pages use them: arrays, <c>@graph</c>, <c>@id</c> within the page, types as terms or
/// addresses. A text that is no JSON is none, and says nothing about the others.
/// </remarks>
internal sealed class LinkedGraph
{
    private const int MaxThings = 2_000;
    private const int MaxDepth = 64;

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaxDepth,
    };

    private readonly List<JsonElement> _things = [];
    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    /// <param name="scripts">The texts of all scripts with JSON-LD.</param>
    public LinkedGraph(IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            if (Parse(script) is { } root)
            {
                Add(root);
            }
        }
    }

    /// <summary>Those that the page tells of by themselves, not as part of others, in its order.</summary>
    public IReadOnlyList<JsonElement> Things => _things;

    /// <summary>The names of a thing's types, without what they are names in.</summary>
    public static IEnumerable<string> TypesOf(JsonElement thing) =>
        Values(thing, "@type").Where(t => t.ValueKind is JsonValueKind.String).Select(t => t.GetString()!.Split('/', '#', ':')[^1]);

    /// <summary>Whether a thing is of one of some types.</summary>
    public static bool Is(JsonElement thing, Func<string, bool> isWanted) => thing.ValueKind is JsonValueKind.Object && TypesOf(thing).Any(isWanted);

    /// <summary>The values of a property, one by one; a reference to another thing of the page gives that one.</summary>
    public IEnumerable<JsonElement> Find(JsonElement thing, string property) => Values(thing, property).Select(Follow);

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

    private static IEnumerable<JsonElement> Values(JsonElement thing, string property)
    {
        if (thing.ValueKind is not JsonValueKind.Object || !thing.TryGetProperty(property, out var value))
        {
            return [];
        }

        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("@list", out var list))
        {
            value = list;
        }

        return value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : [value];
    }

    private JsonElement Follow(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object
        && !value.EnumerateObject().Any(p => p.Name is not ("@id" or "@type"))
        && IdOf(value) is { } id
        && _byId.TryGetValue(id, out var thing)
            ? thing
            : value;

    private static string? IdOf(JsonElement thing) =>
        thing.TryGetProperty("@id", out var id) && id.ValueKind is JsonValueKind.String ? id.GetString() : null;

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

        if (!thing.TryGetProperty("@type", out _))
        {
            return;
        }

        _things.Add(thing);
        if (IdOf(thing) is { } id)
        {
            _byId.TryAdd(id, thing);
        }

        // What a page is mainly about stands in it.
        Add(thing.TryGetProperty("mainEntity", out var main) ? main : default);
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
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text), Lenient);
            return JsonElement.ParseValue(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Many pages have broken JSON-LD, and nobody to tell.
            return null;
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
