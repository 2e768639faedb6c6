using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class PageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_what_a_page_says_on_one_line_and_touches_no_database()
    {
        await File.WriteAllTextAsync(
            _folder.PathOf("a.html"), "<html lang=de><title>Größe „1“ &lt;2&gt; 😀</title><meta property=og:image content=/a.png><meta name=theme-color content=#123>");
        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["page", "a.html", "--url", "https://acme.dev/x"]);
        Assert.Equal((0, ""), (code, error.Trim()));
        Assert.Equal(
            """
            {"title":"Größe „1“ <2> 😀","description":null,"image":"https://acme.dev/a.png","siteName":null,"author":null,"date":null,"language":"de","direction":"ltr","themeColor":"#123","icon":"https://acme.dev/favicon.ico"}

            """,
            output);
        Assert.Equal(["a.html"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Reads_bytes_as_the_header_says()
    {
        await File.WriteAllBytesAsync(_folder.PathOf("a.html"), [.. "<title>"u8, 0x93, 0xFA, 0x96, 0x7B, .. "</title>"u8]);
        var (_, output, _) = await PearlProcess.RunAsync(_folder, ["page", "a.html", "--url", "https://acme.dev/", "--content-type", "text/html; charset=shift_jis"]);
        Assert.StartsWith("{\"title\":\"日本\",", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_a_file_that_it_cannot_be_read()
    {
        var (code, output, _) = await PearlProcess.RunAsync(_folder, ["page", "missing.html", "--url", "https://acme.dev/"]);
        Assert.Equal(0, code);
        Assert.StartsWith("{\"file\":\"missing.html\",\"error\":", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wants_an_address_of_the_web()
    {
        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["page", "a.html", "--url", "/x"]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--url", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_of_addresses_whether_they_may_be_fetched_in_their_order()
    {
        var (code, output, error) = await PearlProcess.RunAsync(_folder, ["address", "https://bücher.example/?a=1&b='2'", "http://127.1/", "", "@x", "http://[::1", "https://a.dev:8443/"]);
        Assert.Equal((0, ""), (code, error.Trim()));
        Assert.Equal(
            """
            {"url":"https://bücher.example/?a=1&b='2'","allowed":true}
            {"url":"http://127.1/","allowed":false}
            {"url":"","allowed":false}
            {"url":"@x","allowed":false}
            {"url":"http://[::1","allowed":false}
            {"url":"https://a.dev:8443/","allowed":false}

            """,
            output);
    }

    [Fact]
    public async Task Knows_what_the_deployment_allows()
    {
        var (_, output, _) = await PearlProcess.RunAsync(_folder, ["address", "https://a.dev:8443/"], ("Fetching__Allow", "a.dev:8443"));
        Assert.Contains("\"allowed\":true", output, StringComparison.Ordinal);

        var (code, _, error) = await PearlProcess.RunAsync(_folder, ["address", "https://a.dev/"], ("Fetching__Allow", "http://a.dev"));
        Assert.Equal(1, code);
        Assert.Contains("Fetching:Allow", error, StringComparison.Ordinal);
    }
}
