using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PearlIo.Domain.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.SigningKeys;
using PearlIo.WebApi.OgImages;

namespace PearlIo.UnitTests.SigningKeys;

/// <summary>The test vectors of <c>docs/signing.md</c>, and what they cannot show.</summary>
public sealed class CardSignatureTests
{
    private static readonly string Document = File.ReadAllText(DocumentPath());

    private static SigningSecret Secret => SigningSecret.Of(Document.Split("Secret: `")[1].Split('`')[0]);

    public static TheoryData<string, string, string> Vectors()
    {
        var vectors = new TheoryData<string, string, string>();
        foreach (var row in Document.Split('\n').Where(l => l.StartsWith("| `/", StringComparison.Ordinal)))
        {
            var cells = row.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.Trim('`')).ToList();
            vectors.Add(cells[0], cells[1], cells[2]);
        }

        return vectors;
    }

    [Fact]
    public void There_are_vectors() => Assert.True(Vectors().Count >= 10);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Is_over_what_the_document_says(string target, string message, string signature)
    {
        foreach (var signed in new[] { Append(target, $"sig={signature}"), Append(target, $"v=abc&sig={signature}&sig=2") })
        {
            var query = Read(signed).Value.SignedQuery!;
            Assert.Equal(message, query.Message);
            Assert.Equal(signature, query.Signature);
            Assert.True(Secret.HasSigned(query.Message, query.Signature));
        }

        Assert.Equal(signature, Secret.Sign(message));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Is_over_all_of_a_query(string target, string message, string signature)
    {
        foreach (var more in new[] { "title=Other", "utm_source=x", "exp=1", "a=", "a", "%61=3" })
        {
            var query = Read(Append(Append(target, more), $"sig={signature}")).Value.SignedQuery!;
            Assert.NotEqual(message, query.Message);
            Assert.False(Secret.HasSigned(query.Message, query.Signature));
        }
    }

    [Fact]
    public void Is_over_the_project_and_the_page()
    {
        string[] messages = [Message(Make.ProjectId, "/a"), Message(Make.OtherId, "/a"), Message(Make.ProjectId, "/b"), Message(Make.ProjectId, "/A"), Message(Make.ProjectId, "/")];
        Assert.Equal(messages.Length, messages.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Is_none_without_its_parameter()
    {
        Assert.Null(Read($"/og/{Make.ProjectId}/a?title=x&Sig=1&v=2").Value.SignedQuery);
        Assert.Equal("2", Read($"/og/{Make.ProjectId}/a?title=x&v=2&v=3").Value.Version);
        Assert.Null(Read($"/og/{Make.ProjectId}/a?V=2").Value.Version);
    }

    [Fact]
    public void Knows_its_expiry() => Assert.Equal("7", Read($"/og/{Make.ProjectId}/a?exp=7&sig=x&exp=8").Value.SignedQuery!.Expiry);

    private static string Message(Guid project, string path) => CardSignature.Message(project, Make.Page(path), []);

    private static string Append(string target, string query) => $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";

    private static Result<CardRequest> Read(string target)
    {
        var context = new DefaultHttpContext();
        var at = target.IndexOf('?', StringComparison.Ordinal);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Request.QueryString = at < 0 ? QueryString.Empty : new QueryString(target[at..]);
        return target.StartsWith("/api/", StringComparison.Ordinal) ? CardAddress.ReadQuery(context) : CardAddress.ReadPath(context);
    }

    private static string DocumentPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "signing.md");
}
