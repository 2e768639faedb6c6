using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;

namespace PearlIo.FunctionalTests.Examples;

/// <summary>The samples of <c>examples/</c>, run as anybody would, against the server.</summary>
public sealed class ExamplesTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] All = ["csharp", "javascript", "python", "shell"];

    public static TheoryData<string> Languages => [.. All];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Prints_an_address_that_answers_with_the_card(string language)
    {
        var (project, key) = await CreateAsync();

        var url = await SignAsync(language, project, "/blog/größe & mehr/it's/", key, "title=Größer & schöner + 'x' ~*() 100% 😀", "description=", "exp=4102444800");

        var card = await server.Client.GetAsync(url);
        Assert.Equal($"{url} {HttpStatusCode.OK}", $"{url} {card.StatusCode}");
        Assert.Equal(("png", 1200, 630), Picture.Describe(await card.Content.ReadAsByteArrayAsync()));
        var plain = await server.Client.GetAsync(await SignAsync(language, project, "/blog/größe & mehr/it's", key));
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.NotEqual(plain.Headers.ETag, card.Headers.ETag);
        foreach (var tampered in new[] { url.Replace("title=G", "title=H", StringComparison.Ordinal), url.Replace("/blog/", "/blig/", StringComparison.Ordinal), url.Replace("exp=4", "exp=5", StringComparison.Ordinal), url + "A" })
        {
            Assert.NotEqual(url, tampered);
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.GetAsync(tampered)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb/%C3%BC%41/100%25")]
    [InlineData("/ü/👩‍👩‍👧", "a-b=1", "a=2", "z=", "flag", "a=1", "title=Zażółć gęślą", "B=x")]
    [InlineData("/x", "title=a=b&c=d", "description=line\nbreak \\n \t end ", "siteName=`$(date)` \"q\" !")]
    public async Task Prints_the_same_address_in_every_language(string path, params string[] parameters)
    {
        var (project, key) = await CreateAsync();

        var urls = new List<string>();
        foreach (var language in All)
        {
            urls.Add(await SignAsync(language, project.ToUpperInvariant(), path, key, parameters));
        }

        Assert.Single(urls.Distinct(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(urls[0])).StatusCode);
    }

    [Fact]
    public async Task Signs_parameters_whatever_order_they_come_in()
    {
        var (project, key) = await CreateAsync();
        foreach (var language in All)
        {
            Assert.Equal(
                await SignAsync(language, project, "/a", key, "title=T", "description=D", "siteName=S"),
                await SignAsync(language, project, "/a", key, "siteName=S", "title=T", "description=D"));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Says_how_it_is_used(string language)
    {
        var (exitCode, _, error) = await RunAsync(language, []);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("usage: ", error, StringComparison.Ordinal);
    }

    private async Task<(string Project, string Key)> CreateAsync()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature = true });
        var (_, made) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys");
        return (project, (string)made["secret"]!);
    }

    private async Task<string> SignAsync(string language, string project, string path, string key, params string[] parameters)
    {
        var (exitCode, output, error) = await RunAsync(language, [server.Address.ToString(), project, path, key, .. parameters]);
        Assert.Equal($"{language} 0 ", $"{language} {exitCode} {error}");
        return output.TrimEnd('\n');
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string language, string[] arguments)
    {
        (string program, string[] before, string package) = language switch
        {
            "csharp" => ("dotnet", new[] { BuiltSample() }, "the .NET SDK 10"),
            "javascript" => ("node", [SamplePath("javascript/sign.mjs")], "nodejs"),
            "python" => ("python3", [SamplePath("python/sign.py")], "python3"),
            _ => ("bash", [SamplePath("shell/sign.sh")], "bash and openssl"),
        };
        var start = new ProcessStartInfo(program, [.. before, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start, package);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(ProcessStartInfo start, string package)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"The samples need {package}, and '{start.FileName}' cannot be started. 'build/setup test' installs what the tests need.", e);
        }
    }

    // Built with this project, in the same configuration.
    private static string BuiltSample() => SamplePath(Path.Combine("csharp", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "sign.dll"));

    private static string SamplePath(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "examples", relative));
}
