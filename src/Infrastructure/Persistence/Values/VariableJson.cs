using System.Text.Json;
using System.Text.Json.Serialization;
using PearlIo.Domain.Templates;

namespace PearlIo.Infrastructure.Persistence.Values;

/// <summary>What a template declares, as a row keeps it.</summary>
internal static class VariableJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<TemplateVariableType>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static JsonValue Of(IReadOnlyList<TemplateVariable> variables) => JsonValue.OfText(JsonSerializer.Serialize(variables, Options));

    public static IReadOnlyList<TemplateVariable> Read(string json) => JsonSerializer.Deserialize<TemplateVariable[]>(json, Options) ?? [];
}
