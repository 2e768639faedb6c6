using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Contracts;

/// <summary>
/// Reads JSON bodies without guessing: unknown and repeated members, wrong types and broken syntax are refused, one at a
/// time, with the member's name.
/// </summary>
internal static class StrictJson
{
    private const int MaxDepth = 16;
    private const int MaxEchoLength = 64;

    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>How the whole API reads and writes JSON.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Sets names, enums and strictness.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">The body.</param>
    public static Result<JsonObject> Parse(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8["\uFEFF"u8.Length..] : utf8;
        if (utf8.IsEmpty)
        {
            return Malformed("The body is empty; a JSON object is expected.");
        }

        if (!Utf8.IsValid(utf8))
        {
            return Malformed("The body is not in UTF-8, the encoding of JSON (RFC 8259).");
        }

        try
        {
            return JsonNode.Parse(utf8, nodeOptions: null, Parsing) is JsonObject body
                ? body
                : Malformed("The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            // The parser knows no place for a member that stands twice, and for all else it does.
            return Malformed(e.LineNumber is null
                ? "The body has a member that stands twice."
                : $"The body is no valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: broken syntax, or nested deeper than {MaxDepth}.");
        }
        catch (InvalidOperationException)
        {
            // A member's name with half a surrogate pair.
            return Malformed("The body has text that is no Unicode.");
        }
    }

    /// <summary>The first member that <typeparamref name="T"/> does not have, as a failure, or null.</summary>
    public static Failure? FindUnknown<T>(JsonObject body)
    {
        var known = Members<T>();
        foreach (var (name, _) in body)
        {
            if (!known.ContainsKey(name))
            {
                return Malformed($"The member '{Echo(name)}' is not known here. There is: {string.Join(", ", known.Keys)}.");
            }
        }

        return null;
    }

    /// <summary>Makes a <typeparamref name="T"/> of an object whose members it all has.</summary>
    public static Result<T> Read<T>(JsonObject body)
    {
        if (FindUnknown<T>(body) is { } unknown)
        {
            return unknown;
        }

        foreach (var (name, value) in body)
        {
            var type = Members<T>()[name].PropertyType;
            if (WhereUnreadable(value, type) is { } at)
            {
                return Malformed($"'{name}{Echo(at)}' must be {Describe(type)}.");
            }
        }

        return body.Deserialize<T>(Options)!;
    }

    private static Dictionary<string, JsonPropertyInfo> Members<T>() =>
        Options.GetTypeInfo(typeof(T)).Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);

    // Where in the value, or null where it can be read: of a list with many members one wants to know which.
    private static string? WhereUnreadable(JsonNode? value, Type type)
    {
        try
        {
            value.Deserialize(type, Options);
            return null;
        }
        catch (JsonException e)
        {
            return type == typeof(IReadOnlyList<PageBody?>) ? e.Path?.TrimStart('$') ?? "" : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string Describe(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
        {
            return "one of: " + string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName));
        }

        return plain switch
        {
            _ when plain == typeof(string) => "a text of whole Unicode characters",
            _ when plain == typeof(int) => "a whole number from -2147483648 to 2147483647",
            _ when plain == typeof(bool) => "true or false",
            _ when plain.IsAssignableTo(typeof(IReadOnlyDictionary<string, string>)) => "an object whose members are texts",
            _ when plain.IsAssignableTo(typeof(IEnumerable<string>)) => "a list of texts",
            _ when plain == typeof(IReadOnlyList<PageBody>) => "right: 'items' is a list of objects with 'path' (a text) and 'variables' (an object whose members are texts)",
            _ when plain == typeof(LimitsBody) => $"an object whose members are whole numbers or null. There is: {string.Join(", ", Members<LimitsBody>().Keys)}",
            _ => throw new InvalidOperationException($"No words are known for a {plain}."),
        };
    }

    private static string Echo(string name) => name.Length <= MaxEchoLength ? name : name[..MaxEchoLength] + "…";

    private static Failure Malformed(string message) => new(FailureKind.Invalid, "request.json_invalid", message);
}
