using System.Text;

namespace PearlIo.Fuzz.Targets;

/// <summary>Paths of cards as they come.</summary>
internal sealed class CardPathTarget(FuzzServer server) : IFuzzTarget
{
    public string Name => "card-path";

    public IReadOnlyList<string> Seeds => ["/blog/hello-world", "/blog/a/og.png", "/docs/a/b/c/og.webp", "/", "//a/../%2E%2E/b", "/blog/%F0%9F%98%80?title=x", "/blog/x?v=0123456789abcdef"];

    public async Task RunAsync(byte[] input)
    {
        var answer = await server.SendAsync("GET", InputText.OfTarget($"/og/{server.ProjectId}", input), [], []);
        if (!LeavesCards(input))
        {
            CardRules.Check(answer);
        }
    }

    // Dot segments that go above the address of cards lead to what is no card (RFC 3986, 5.2.4).
    private static bool LeavesCards(byte[] input)
    {
        var path = Encoding.Latin1.GetString(input).Split('?')[0].Replace("%2E", ".", StringComparison.OrdinalIgnoreCase);
        var (depth, lowest) = (0, 0);
        foreach (var segment in path.Split('/').Skip(1))
        {
            depth += segment switch { ".." => -1, "." => 0, _ => 1 };
            lowest = Math.Min(lowest, depth);
        }

        return lowest < 0;
    }
}

/// <summary>Queries of cards as they come, at both addresses.</summary>
internal sealed class CardQueryTarget(FuzzServer server) : IFuzzTarget
{
    public string Name => "card-query";

    public IReadOnlyList<string> Seeds => ["title=Hello&description=World&author=Ada", "v=0123456789abcdef&utm_source=x", "title=%F0%9F%98%80+%E6%97%A5%E6%9C%AC", "sig=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&exp=1893456000&title=x", "path=/blog/x&project=x"];

    public async Task RunAsync(byte[] input)
    {
        var before = input.Length % 2 == 0 ? $"/og/{server.ProjectId}/blog/q?" : $"/api/og?project={server.ProjectId}&path=/blog/q&";
        CardRules.Check(await server.SendAsync("GET", InputText.OfTarget(before, input), [], []));
    }
}

/// <summary>Header fields as they come, of cards and of the API.</summary>
internal sealed class HeadersTarget(FuzzServer server) : IFuzzTarget
{
    public string Name => "headers";

    public IReadOnlyList<string> Seeds =>
    [
        "If-None-Match: \"abc\", W/\"def\"\r\n", "If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n", "Range: bytes=0-99\r\nIf-Range: \"x\"\r\n", "Range: bytes=-5,10-\r\n",
        "Authorization: Bearer pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", "X-Forwarded-For: 203.0.113.7, 10.0.0.1\r\nX-Forwarded-Proto: https\r\n",
        "Origin: https://a.dev\r\nAccess-Control-Request-Method: POST\r\n", "Accept: */*;q=0.1\r\nUser-Agent: Twitterbot/1.0\r\nCookie: a=b\r\n", "If-Match: *\r\nContent-Type: application/json; charset=utf-8\r\n",
    ];

    public async Task RunAsync(byte[] input)
    {
        // Without an end the server would wait for more.
        var headers = (byte[])[.. input, .. "\r\n"u8];
        var target = input.Length % 3 == 0 ? "/api/projects" : $"/og/{server.ProjectId}/blog/headers";
        await server.SendAsync(input.Length % 5 == 0 ? "HEAD" : "GET", Encoding.ASCII.GetBytes(target), headers, []);
    }
}

/// <summary>What holds for every answer to whoever asks for a card.</summary>
internal static class CardRules
{
    // Whatever comes back at a card's address is a picture, unless the request was refused below.
    public static void Check((int Status, string Head, byte[] Body) answer)
    {
        if (answer.Status is 200 && !answer.Head.Contains("Content-Type: image/", StringComparison.OrdinalIgnoreCase))
        {
            throw new FuzzException($"A card was answered that is no picture: {answer.Head}");
        }

        if (answer.Status is not (200 or 400 or 403 or 404 or 414))
        {
            throw new FuzzException($"A card was answered {answer.Status}.");
        }
    }
}
