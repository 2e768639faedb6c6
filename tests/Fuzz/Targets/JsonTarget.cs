using System.Globalization;
using System.Text;

namespace PearlIo.Fuzz.Targets;

/// <summary>Bodies of one address of the API.</summary>
internal sealed class JsonTarget(FuzzServer server, string name, string method, string path, IReadOnlyList<string> seeds) : IFuzzTarget
{
    public string Name => name;

    public IReadOnlyList<string> Seeds => seeds;

    public async Task RunAsync(byte[] input)
    {
        var headers = string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {input.Length}\r\n");
        await server.SendAsync(method, Encoding.ASCII.GetBytes(path), Encoding.ASCII.GetBytes(headers), input);
    }
}

/// <summary>Bodies that are right.</summary>
internal static class JsonSeeds
{
    public static readonly string[] Projects =
    [
        """{"title":"Acme","url":"https://acme.dev","favicon":"https://acme.dev/i.png","cacheDuration":60,"template":"docs","theme":{"--brand":"#0ea5e9"},"requireSignature":false}""",
        """{"title":"日本 \ud83d\ude00","url":"http://xn--bcher-kva.example:8080/a/b?c=d","theme":null}""",
    ];

    public static readonly string[] Routes =
    [
        """{"path":"/blog/{slug}","returnType":"auto","cacheDuration":0,"template":"article","variables":{"title":"{slug}"},"query":["title"],"source":"page","byteBudget":100000}""",
        """{"path":"/**","variables":{"a":"b"},"query":[]}""",
    ];

    public static readonly string[] Pages =
    [
        """{"items":[{"path":"/blog/a","variables":{"title":"A"}},{"path":"/b","variables":null}]}""",
    ];

    public static readonly string[] Keys =
    [
        """{"name":"CI","scopes":["read","write"],"expiresAt":"2999-01-01T00:00:00Z"}""",
    ];

    public static readonly string[] Templates =
    [
        """{"name":"mine","html":"<!doctype html><style>h1{color:red}</style><h1>{{title}}</h1>"}""",
    ];
}
