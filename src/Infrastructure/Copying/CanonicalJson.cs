using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PearlIo.Infrastructure.Copying;

/// <summary>
/// Writes JSON in the one form that all texts of the same value share: PostgreSQL keeps neither spaces nor the order of names, the
/// last of two equal names, and numbers without exponents.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>The form.</summary>
    /// <exception cref="FormatException">The text is no JSON.</exception>
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                Write(writer, document.RootElement);
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (JsonException exception)
        {
            throw new FormatException("The text is no JSON.", exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, element);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(element));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement element)
    {
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            properties[property.Name] = property.Value;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    // G29 leaves out zeros at the end; what a decimal cannot hold is compared as a double.
    private static string Number(JsonElement element) => element.TryGetDecimal(out var number)
        ? (number == 0 ? 0 : number).ToString("0.#############################", CultureInfo.InvariantCulture)
        : element.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}
