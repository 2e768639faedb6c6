using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.Templates;
using PearlIo.Domain.Tenants;

namespace PearlIo.Fuzz.Targets;

/// <summary>What cards say: any text in built-in templates.</summary>
internal sealed class VariableTarget(FuzzServer server) : IFuzzTarget
{
    private static readonly string[] Templates = ["article", "docs", "event", "minimal", "package", "photo", "product", "profile", "quote", "release"];

    public string Name => "variable";

    public IReadOnlyList<string> Seeds => ["How we cut our p99 latency by 87%", "مرحبا بالعالم 123 abc", "नमस्ते दुनिया", "日本語のタイトル、長い。", "👩‍👩‍👧 🏳️‍🌈 e\u0301\u0301", "a\u00ADb\u200Bc\u202Ed", "Supercalifragilisticexpialidocious"];

    public async Task RunAsync(byte[] input)
    {
        using var scope = server.Services.GetRequiredService<CallerContext>().Enter(Caller.CommandLine(Tenant.DefaultId));
        var text = InputText.Of(input);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = text, ["description"] = text, ["siteName"] = text };
        var template = Templates[text.Length % Templates.Length];
        await server.Services.GetRequiredService<IMediator>().Send(new PreviewCard(template, Variables: variables, Width: 300, Height: 158));
    }
}
