using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PearlIo.Application.Templates;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl render FILE --var name=value -o card.png</c>: draws a document.</summary>
internal static class RenderCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An HTML document." };
        var variables = new Option<string[]>("--var") { Description = "What a placeholder stands for: name=value. May be given many times." };
        var width = Side("--width", "1200");
        var height = Side("--height", "630");
        var output = PictureFile.Option();
        variables.Validators.Add(RequireNames);
        var render = new Command("render", "Draws an HTML document into a picture.") { file, variables, width, height, output };
        render.SetAction((parsed, token) =>
        {
            var size = (parsed.GetValue(width), parsed.GetValue(height));
            var values = ReadVariables(parsed.GetValue(variables) ?? []);
            return CommandHost.RunAsync(
                (services, t) => RunAsync(services.GetRequiredService<IDocumentTools>(), parsed.GetValue(file)!, size, values, parsed.GetValue(output)!, t), token);
        });
        return render;
    }

    private static async Task<int> RunAsync(
        IDocumentTools tools, string file, (int? Width, int? Height) size, Dictionary<string, string> variables, string output, CancellationToken cancellationToken)
    {
        var (html, error) = await DocumentFile.ReadAsync(file, cancellationToken);
        if (html is null)
        {
            throw new StartUpException(error!);
        }

        var source = new DocumentSource { Html = html, Variables = variables, Width = size.Width, Height = size.Height };
        if (!tools.Draw(source, PictureFile.FormatOf(output)).TryGetValue(out var picture, out var failure))
        {
            throw new StartUpException($"{file}: {failure.Message}");
        }

        await DocumentFile.WarnAsync(file, picture.Warnings);
        await PictureFile.WriteAsync(output, picture.Bytes, cancellationToken);
        return 0;
    }

    private static Option<int?> Side(string name, string usual)
    {
        var side = new Option<int?>(name) { Description = $"CSS px, 1 to {DocumentSource.MaxSide}; what the document's front block says by default, else {usual}." };
        side.Validators.Add(result =>
        {
            var isWhole = int.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : null, NumberStyles.None, CultureInfo.InvariantCulture, out var px);
            if (result.Tokens.Count > 0 && (!isWhole || px is < 1 or > DocumentSource.MaxSide))
            {
                result.AddError($"{name} must be a whole number of px, 1 to {DocumentSource.MaxSide}.");
            }
        });
        return side;
    }

    private static void RequireNames(OptionResult result)
    {
        foreach (var variable in result.GetValueOrDefault<string[]>() ?? [])
        {
            if (variable.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                result.AddError($"--var {variable} must be name=value.");
            }
        }
    }

    // The last of several values wins, as it does for other options.
    private static Dictionary<string, string> ReadVariables(string[] texts)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            variables[text[..split]] = text[(split + 1)..];
        }

        return variables;
    }
}
