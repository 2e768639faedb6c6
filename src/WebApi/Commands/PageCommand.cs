using System.CommandLine;
using PearlIo.Application.Pages;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl page FILE --url URL</c>: what a saved page says of itself, as one JSON line. Fetches nothing.</summary>
internal static class PageCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A page as it was sent." };
        var url = new Option<string>("--url") { Description = "Where the page was found: http:// or https://.", Required = true };
        var contentType = new Option<string?>("--content-type") { Description = "The header Content-Type that came with it, such as 'text/html; charset=shift_jis'." };
        url.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string?>(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                result.AddError("--url must be an absolute address that begins with http:// or https://.");
            }
        });
        var page = new Command("page", "Prints what a page says of itself: title, description, picture and more; null where it says nothing.") { file, url, contentType };
        page.SetAction((parsed, token) =>
        {
            var address = new Uri(parsed.GetValue(url)!);
            return CommandHost.RunAsync(
                (services, t) => RunAsync(services.GetRequiredService<IPageReader>(), parsed.GetValue(file)!, address, parsed.GetValue(contentType), t), token);
        });
        return page;
    }

    private static async Task<int> RunAsync(IPageReader reader, string file, Uri address, string? contentType, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await OutsideJson.PrintAsync(new Unread(file, e.Message));
            return 0;
        }

        await OutsideJson.PrintAsync(reader.Read(new PageSource(bytes, address) { ContentType = contentType }).Metadata);
        return 0;
    }

    /// <summary>What is printed of a file that cannot be read.</summary>
    private sealed record Unread(string File, string Error);
}
