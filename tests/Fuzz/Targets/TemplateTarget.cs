using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.Templates;
using PearlIo.Domain.Tenants;

namespace PearlIo.Fuzz.Targets;

/// <summary>Templates of tenants: read, checked, and drawn where they may be.</summary>
internal sealed class TemplateTarget(FuzzServer server) : IFuzzTarget
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal) { ["title"] = "Hello, <world> & 世界 😀", ["description"] = "مرحبا" };

    public string Name => "template";

    public IReadOnlyList<string> Seeds =>
    [
        "<!doctype html><style>body{margin:0;display:flex;flex-direction:column;background:linear-gradient(90deg,#f00,#00f 50%)}h1{font-size:72px;line-height:1.1}</style><body><h1>{{title}}</h1><p>{{description}}</p></body>",
        "<style>.a{width:50%;padding:10px 5%;border:2px dashed red;border-radius:8px;box-shadow:0 4px 8px rgba(0,0,0,.5);transform:rotate(10deg) scale(1.2)}</style><div class=a>text<span style='color:var(--brand);letter-spacing:.1em'>span</span></div>",
        "<!-- pearl\nwidth: 800\nheight: 400\nvariables:\n  title: text\n-->\n<body style='font:italic 700 20px/1.4 Inter;text-align:justify'>{{#if title}}{{title | upper}}{{else}}none{{/if}}</body>",
        "<div style='display:flex;flex-wrap:wrap;gap:10px;align-items:baseline'><p style='flex:1 1 0;min-width:0'>a</p><p style='flex:2;order:-1'>b</p><img src='data:image/png;base64,iVBORw0KGgo=' width=10></div>",
        "<ul style='list-style:square inside;text-overflow:ellipsis;white-space:nowrap;overflow:hidden;width:100px'><li>one<li>two<ol><li>three</ol></ul>",
        "<p style='position:absolute;inset:0 auto auto 10%;filter:blur(4px) grayscale(1);clip-path:circle(40%);opacity:.5;mix-blend-mode:multiply;text-shadow:1px 1px 2px'>x</p>",
        "<style>@media (min-width:1px){*{background:url(data:image/svg+xml,%3Csvg%3E) 0 0/10px 10px repeat-x,conic-gradient(red,blue)}}:nth-child(2n+1)>b~i:not(.x)::before{content:counter(a) attr(title) '\\201C'}</style><b title=t>1</b><i>2</i>",
    ];

    public async Task RunAsync(byte[] input)
    {
        using var scope = server.Services.GetRequiredService<CallerContext>().Enter(Caller.CommandLine(Tenant.DefaultId));
        var request = new PreviewCard(Html: InputText.Of(input), Variables: Values, Width: 300, Height: 150);
        var drawn = await server.Services.GetRequiredService<IMediator>().Send(request);
        if (drawn.TryGetValue(out var card, out _) && card.Bytes.Length == 0)
        {
            throw new FuzzException("A card without bytes was drawn.");
        }
    }
}
