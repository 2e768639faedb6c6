using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PearlIo.Application.Pictures;
using PearlIo.Infrastructure.Pictures;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl picture FILE...</c>: what the service would take pictures for, one JSON line a file.</summary>
internal static class PictureCommand
{
    /// <summary>As large as a card's pictures are decoded, more or less: all work that a card would ask for is done.</summary>
    private const int MaxSide = 600;

    private const int MaxFileBytes = 10 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Pictures.", Arity = ArgumentArity.OneOrMore };
        var picture = new Command("picture", "Prints one JSON line for each file: format and size of a picture, decoded as those of strangers are, or what is wrong with it.") { files };
        picture.SetAction((parsed, token) => CommandHost.RunAsync((services, t) => RunAsync(services, parsed.GetValue(files)!, t), token));
        return picture;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string[] files, CancellationToken cancellationToken)
    {
        // As many at once as there are processes, and one more that is read meanwhile; lines come in the order of the arguments.
        var decoder = services.GetRequiredService<IPictureDecoder>();
        var ahead = services.GetRequiredService<IOptions<PicturesOptions>>().Value.Processes + 1;
        var answers = new Queue<Task<FileAnswer>>();
        foreach (var file in files)
        {
            if (answers.Count == ahead)
            {
                await PrintAsync(answers.Dequeue());
            }

            answers.Enqueue(Task.Run(() => LookAtAsync(decoder, file, cancellationToken), cancellationToken));
        }

        while (answers.TryDequeue(out var answer))
        {
            await PrintAsync(answer);
        }

        return 0;
    }

    private static async Task PrintAsync(Task<FileAnswer> answer)
        => await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await answer, Json));

    private static async Task<FileAnswer> LookAtAsync(IPictureDecoder decoder, string file, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await ReadAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileAnswer(file, Error: e.Message);
        }

        var decoded = await decoder.DecodeAsync(bytes, MaxSide, cancellationToken);
        return decoded.TryGetValue(out var picture, out var failure)
            ? new FileAnswer(file, picture.Format, picture.Width, picture.Height)
            : new FileAnswer(file, Error: failure.Message);
    }

    /// <summary>No more than shows that there is too much.</summary>
    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(stream.Length, MaxFileBytes + 1)];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>What is printed of a file: a picture, or why it is none.</summary>
    private sealed record FileAnswer(string File, string? Format = null, int? Width = null, int? Height = null, string? Error = null);
}
