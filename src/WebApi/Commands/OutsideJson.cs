using System.Text.Encodings.Web;
using System.Text.Json;

namespace PearlIo.WebApi.Commands;

/// <summary>How commands print what comes from outside: a line each, with all members, and text as it is.</summary>
internal static class OutsideJson
{
    /// <summary>Nothing of it goes into HTML, so that only what JSON itself needs is escaped.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a value on a line of its own.</summary>
    public static Task PrintAsync<T>(T value) => Console.Out.WriteLineAsync(JsonSerializer.Serialize(value, Options));
}
