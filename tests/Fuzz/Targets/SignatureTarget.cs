using Microsoft.AspNetCore.WebUtilities;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Fuzz.Targets;

/// <summary>Signed queries: what is signed is read as signed, and nothing else is.</summary>
internal sealed class SignatureTarget : IFuzzTarget
{
    private static readonly SigningSecret Secret = SigningSecret.Create();
    private static readonly PagePath Page = PagePath.Parse("/blog/hello").Value;

    public string Name => "signature";

    public IReadOnlyList<string> Seeds => ["title=Hello&exp=1893456000", "title=a%20b+c&sig=AAAA&v=0123456789abcdef", "a&b=&=c&%61=1&a=2", "title=%F0%9F%98%80&description=%26%3D%25", "exp=-1&exp=99999999999999999999"];

    public Task RunAsync(byte[] input)
    {
        var parameters = Read(InputText.Of(input));
        _ = SignedQuery.Read(Guid.Empty, Page, parameters)?.ExpiresAt;

        var signed = parameters.Where(p => p.Key is not (CardSignature.Parameter or CardSignature.VersionParameter)).ToList();
        var signature = Secret.Sign(CardSignature.Message(Guid.Empty, Page, signed));
        signed.Add(KeyValuePair.Create(CardSignature.Parameter, signature));
        var query = SignedQuery.Read(Guid.Empty, Page, signed)!;
        if (!Secret.HasSigned(query.Message, query.Signature))
        {
            throw new FuzzException("A query that was signed is not taken for signed.");
        }

        signed.Insert(0, KeyValuePair.Create("title", "forged"));
        var forged = SignedQuery.Read(Guid.Empty, Page, signed)!;
        return Secret.HasSigned(forged.Message, forged.Signature)
            ? throw new FuzzException("A query is taken for signed though a parameter was put in.")
            : Task.CompletedTask;
    }

    private static List<KeyValuePair<string, string>> Read(string query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            parameters.Add(KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return parameters;
    }
}
