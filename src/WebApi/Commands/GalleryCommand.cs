using System.CommandLine;
using PearlIo.Application.Templates;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl gallery -o sheet.png</c>: a contact sheet of the built-in templates.</summary>
internal static class GalleryCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var output = PictureFile.Option();
        var gallery = new Command("gallery", "Draws all built-in templates, dark and light, into one picture.") { output };
        gallery.SetAction((parsed, token) => CommandHost.RunAsync(
            (services, t) => RunAsync(services.GetRequiredService<IDocumentTools>(), parsed.GetValue(output)!, t), token));
        return gallery;
    }

    private static async Task<int> RunAsync(IDocumentTools tools, string output, CancellationToken cancellationToken)
    {
        if (!tools.DrawGallery(PictureFile.FormatOf(output)).TryGetValue(out var picture, out var failure))
        {
            throw new StartUpException(failure.Message);
        }

        await PictureFile.WriteAsync(output, picture.Bytes, cancellationToken);
        return 0;
    }
}
