using System.Text.Encodings.Web;
using System.Text.Json;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>Small JSON objects that say something of the store itself.</summary>
internal static class StoreMarks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // Is read by people, in a file of its own.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a mark.</summary>
    /// <returns>Whether there is an object of that name, and what it says, or null where that is no such JSON.</returns>
    public static async Task<(bool Exists, T? Value)> ReadAsync<T>(IImageStore store, ObjectName name, CancellationToken cancellationToken)
        where T : class
    {
        var bytes = await store.GetAsync(name, cancellationToken);
        if (bytes is null)
        {
            return (false, null);
        }

        try
        {
            return (true, JsonSerializer.Deserialize<T>(bytes, Json));
        }
        catch (JsonException)
        {
            return (true, null);
        }
    }

    /// <summary>Writes a mark, whole or not at all.</summary>
    public static Task WriteAsync<T>(IImageStore store, ObjectName name, T value, CancellationToken cancellationToken)
        where T : class => store.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, Json), cancellationToken);
}
