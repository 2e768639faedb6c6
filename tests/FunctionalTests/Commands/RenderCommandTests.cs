using PearlIo.TestKit;
using PearlIo.TestKit.Rendering;

namespace PearlIo.FunctionalTests.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private const string Card = "<!doctype html><body style=\"margin:0;background:#123456\"><div style=\"width:50%;height:100vh;background:{{colour}}\"></div>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Draws_a_document_with_its_variables()
    {
        await WriteAsync(Card);
        var (code, output, error) = await RunAsync("card.html", "--var", "colour=#abcdef", "-o", "card.png");
        Assert.Equal((0, "", ""), (code, output, error.Trim()));
        var picture = PngDecoder.Decode(await File.ReadAllBytesAsync(_folder.PathOf("card.png")));
        Assert.Equal((1200, 630, 0xABCDEF, 0x123456), (picture.Width, picture.Height, picture.At(100, 100), picture.At(900, 600)));
    }

    [Fact]
    public async Task Names_characters_that_no_font_has()
    {
        await WriteAsync(Card + "An odd \u0378 one");
        var (code, _, error) = await RunAsync("card.html", "-o", "card.png");
        Assert.Equal(0, code);
        Assert.Contains("No font has these characters, which are left out: U+0378.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_a_line_which_fonts_are_missing()
    {
        await WriteAsync(Card);
        var (code, _, error) = await PearlProcess.RunAsync(_folder, ["render", "card.html", "-o", "card.png"], ("Rendering__FontPath", _folder.Path));
        Assert.Equal(1, code);
        Assert.Contains("Install the Debian packages fonts-inter", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draws_in_the_size_asked_for()
    {
        await WriteAsync(Card);
        await RunAsync("card.html", "--width", "300", "--height", "200", "--var", "colour=#fff", "-o", "card.png");
        var picture = PngDecoder.Decode(await File.ReadAllBytesAsync(_folder.PathOf("card.png")));
        Assert.Equal((300, 200, 0xFFFFFF), (picture.Width, picture.Height, picture.At(149, 199)));
    }

    [Theory]
    [InlineData("card.jpg", "FFD8FF")]
    [InlineData("card.jpeg", "FFD8FF")]
    [InlineData("card.webp", "52494646")]
    [InlineData("card.PNG", "89504E47")]
    public async Task Takes_the_format_from_the_ending(string output, string signature)
    {
        await WriteAsync(Card);
        Assert.Equal(0, (await RunAsync("card.html", "-o", output)).ExitCode);
        Assert.StartsWith(signature, Convert.ToHexString(await File.ReadAllBytesAsync(_folder.PathOf(output))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("card.html -o card.gif", ".webp")]
    [InlineData("card.html", "--output")]
    [InlineData("card.html -o a.png --var colour", "name=value")]
    [InlineData("card.html -o a.png --width 0", "4096")]
    [InlineData("card.html -o a.png --height wide", "--height")]
    public async Task Says_what_it_wants(string arguments, string hint)
    {
        await WriteAsync(Card);
        var (code, _, error) = await RunAsync(arguments.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.html -o a.png", "missing.html")]
    [InlineData("card.html -o missing/a.png", "missing")]
    public async Task Says_what_cannot_be_read_or_written(string arguments, string hint)
    {
        await WriteAsync(Card);
        var (code, _, error) = await RunAsync(arguments.Split(' '));
        Assert.Equal(1, code);
        Assert.Contains("pearl: ", error, StringComparison.Ordinal);
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    private Task WriteAsync(string html) => File.WriteAllTextAsync(_folder.PathOf("card.html"), html);

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => PearlProcess.RunAsync(_folder, ["render", .. arguments]);
}
