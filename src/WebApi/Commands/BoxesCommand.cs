using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using PearlIo.Application.Templates;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl boxes FILE... [--lines]</c>: where every element stands, one JSON line a file.</summary>
internal static class BoxesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "HTML documents.", Arity = ArgumentArity.OneOrMore };
        var lines = new Option<bool>("--lines") { Description = "Adds the lines of text." };
        var boxes = new Command("boxes", "Prints one JSON line for each file: the box of every element below the body, for a viewport of 1200x630.") { files, lines };
        boxes.SetAction((parsed, token) => CommandHost.RunAsync(
            (services, t) => RunAsync(services.GetRequiredService<IDocumentTools>(), parsed.GetValue(files)!, parsed.GetValue(lines), t), token));
        return boxes;
    }

    private static async Task<int> RunAsync(IDocumentTools tools, string[] files, bool withLines, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var answer = await MeasureAsync(tools, file, withLines, cancellationToken);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(answer, Json));
        }

        return 0;
    }

    private static async Task<FileAnswer> MeasureAsync(IDocumentTools tools, string file, bool withLines, CancellationToken cancellationToken)
    {
        var (html, error) = await DocumentFile.ReadAsync(file, cancellationToken);
        if (html is null)
        {
            return new FileAnswer(file, Error: error);
        }

        if (!tools.Measure(new DocumentSource { Html = html }).TryGetValue(out var measured, out var failure))
        {
            return new FileAnswer(file, Error: failure.Message);
        }

        await DocumentFile.WarnAsync(file, measured.Warnings);
        return new FileAnswer(file, measured.Boxes.Select(Round), withLines ? measured.Lines.Select(Round) : null);
    }

    private static DocumentBox Round(DocumentBox box)
        => box with { X = Round(box.X), Y = Round(box.Y), Width = Round(box.Width), Height = Round(box.Height) };

    private static DocumentLine Round(DocumentLine line)
        => new(Round(line.X), Round(line.Y), Round(line.Width), Round(line.Height), Round(line.Baseline));

    // Adding 0 makes -0 a plain 0.
    private static double Round(double px) => Math.Round(px, 2) + 0.0;

    /// <summary>What is printed of a file: boxes, or why there are none.</summary>
    private sealed record FileAnswer(
        string File, IEnumerable<DocumentBox>? Boxes = null, IEnumerable<DocumentLine>? Lines = null, string? Error = null);
}
