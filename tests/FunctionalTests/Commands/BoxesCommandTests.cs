using System.Text.Json;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class BoxesCommandTests : IDisposable
{
    private const string Card =
        """
        <!doctype html><style>body { margin: 0; font: 20px/30px sans-serif }</style>
        <div id="test-root" style="display: flex; width: 100px; height: 60px"><p style="flex: 1; margin: 0 0 0 33.333px">one</p><br></div>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_the_box_of_every_element_on_one_line()
    {
        await File.WriteAllTextAsync(
            _folder.PathOf("a.html"),
            "<!doctype html><body style=\"margin:0\"><div id=\"test-root\" style=\"width:100px;height:50.333px\"><p style=\"margin:0;height:5px\"></p></div><b style=\"display:none\"></b>");
        var (code, output, error) = await RunAsync("a.html");
        Assert.Equal((0, ""), (code, error.Trim()));
        Assert.Equal(
            """
            {"file":"a.html","boxes":[{"tag":"div","id":"test-root","x":0,"y":0,"width":100,"height":50.33},{"tag":"p","id":"","x":0,"y":0,"width":100,"height":5},{"tag":"b","id":"","x":0,"y":0,"width":0,"height":0}]}

            """,
            output);
    }

    [Fact]
    public async Task Answers_for_every_file_in_the_order_of_the_arguments()
    {
        await File.WriteAllTextAsync(_folder.PathOf("good.html"), Card);
        var (code, output, error) = await RunAsync("missing.html", "good.html", ".", "good.html");
        var lines = output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal((0, ""), (code, error.Trim()));
        Assert.Equal(["missing.html", "good.html", ".", "good.html"], lines.Select(line => line.GetProperty("file").GetString()));
        Assert.Equal([true, false, true, false], lines.Select(line => line.TryGetProperty("error", out _)));
        Assert.Contains("missing.html", lines[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(lines[0].TryGetProperty("boxes", out _));
        Assert.Equal(33.33, lines[1].GetProperty("boxes")[1].GetProperty("x").GetDouble());
        Assert.False(lines[1].TryGetProperty("lines", out _));
    }

    [Fact]
    public async Task Adds_the_lines_of_text_on_demand()
    {
        await File.WriteAllTextAsync(_folder.PathOf("a.html"), "<!doctype html><body style=\"margin:0;font:20px/30px sans-serif\"><p style=\"margin:5px\">one<br>two</p>");
        var (_, output, _) = await RunAsync("a.html", "--lines");
        var lines = JsonDocument.Parse(output).RootElement.GetProperty("lines");
        Assert.Equal([5, 35], lines.EnumerateArray().Select(line => line.GetProperty("y").GetDouble()));
        Assert.All(lines.EnumerateArray(), line => Assert.Equal((5, 30), (line.GetProperty("x").GetDouble(), line.GetProperty("height").GetDouble())));
    }

    [Fact]
    public async Task Says_on_standard_error_what_is_not_supported_and_where()
    {
        await File.WriteAllTextAsync(_folder.PathOf("a.html"), "<!doctype html>\n<p style=\"float: left\">a</p>");
        var (code, output, error) = await RunAsync("a.html");
        Assert.Equal(0, code);
        Assert.Single(output.TrimEnd().Split('\n'));
        Assert.StartsWith("a.html:2:", error, StringComparison.Ordinal);
        Assert.Contains("float", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wants_a_file_and_touches_no_database()
    {
        var (code, output, error) = await RunAsync();
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("boxes", error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.PathOf("good.html"), Card);
        Assert.Equal(0, (await RunAsync("good.html")).ExitCode);
        Assert.Equal(["good.html"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => PearlProcess.RunAsync(_folder, ["boxes", .. arguments]);
}
