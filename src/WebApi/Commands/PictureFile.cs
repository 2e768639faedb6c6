using System.CommandLine;
using PearlIo.Domain.OgImages;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary>Pictures that the command line writes.</summary>
internal static class PictureFile
{
    /// <summary>The option that names the picture; its ending says the format.</summary>
    public static Option<string> Option()
    {
        var output = new Option<string>("--output", "-o") { Description = "The picture to write; its ending says the format: .png, .jpg, .jpeg or .webp.", Required = true };
        output.Validators.Add(result =>
        {
            if (FindFormat(result.GetValueOrDefault<string?>() ?? "") is null)
            {
                result.AddError("--output must end with .png, .jpg, .jpeg or .webp.");
            }
        });
        return output;
    }

    /// <summary>The format that a file's ending names.</summary>
    public static ImageFormat FormatOf(string file) => FindFormat(file)!.Value;

    /// <summary>Writes a picture.</summary>
    /// <exception cref="StartUpException">It cannot be written.</exception>
    public static async Task WriteAsync(string file, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    private static ImageFormat? FindFormat(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".PNG" => ImageFormat.Png,
        ".JPG" or ".JPEG" => ImageFormat.Jpeg,
        ".WEBP" => ImageFormat.Webp,
        _ => null,
    };
}
