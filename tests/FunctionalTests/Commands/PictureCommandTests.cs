using System.Text.Json;
using PearlIo.TestKit;
using PearlIo.TestKit.Pictures;

namespace PearlIo.FunctionalTests.Commands;

public sealed class PictureCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_format_and_size_or_what_is_wrong_in_the_order_of_the_arguments()
    {
        await File.WriteAllBytesAsync(_folder.PathOf("a.jpg"), PngSample.Grey(40, 30));
        await File.WriteAllBytesAsync(_folder.PathOf("b.ico"), IcoSample.Of(PngSample.Grey(16, 16), PngSample.Grey(48, 48)));
        await File.WriteAllTextAsync(_folder.PathOf("c.svg"), "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 16'/>");
        await File.WriteAllTextAsync(_folder.PathOf("d.png"), "<!doctype html><p>Not found");

        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["picture", "a.jpg", "none.png", "b.ico", "c.svg", ".", "d.png", "a.jpg"]);

        Assert.Equal((0, ""), (code, error.Trim()));
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal("""{"file":"a.jpg","format":"png","width":40,"height":30}""", lines[0]);
        Assert.Equal("""{"file":"b.ico","format":"ico","width":48,"height":48}""", lines[2]);
        Assert.Equal("""{"file":"c.svg","format":"svg","width":32,"height":16}""", lines[3]);
        Assert.Equal("""{"file":"d.png","error":"The file is no PNG, JPEG, WebP, GIF, ICO or SVG."}""", lines[5]);
        Assert.Equal(lines[0], lines[6]);
        Assert.All([1, 4], i => Assert.True(JsonDocument.Parse(lines[i]).RootElement.TryGetProperty("error", out _)));
        Assert.Equal(4, Directory.EnumerateFileSystemEntries(_folder.Path).Count());
    }

    [Fact]
    public async Task Answers_for_a_folder_of_hostile_files()
    {
        var files = HostilePictures.All.Select((picture, i) => (Name: FormattableString.Invariant($"{i:000}"), picture.Value)).ToList();
        foreach (var (name, bytes) in files)
        {
            await File.WriteAllBytesAsync(_folder.PathOf(name), bytes);
        }

        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["picture", .. files.Select(file => file.Name)]);

        Assert.Equal((0, ""), (code, error.Trim()));
        var lines = output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(files.Select(file => file.Name), lines.Select(line => line.GetProperty("file").GetString()));
        Assert.All(lines, line => Assert.True(line.TryGetProperty("error", out _), line.ToString()));
    }

    [Fact]
    public async Task Wants_a_file()
    {
        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["picture"]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("picture", error, StringComparison.Ordinal);
    }
}
