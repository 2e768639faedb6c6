using Microsoft.Extensions.Options;
using PearlIo.Application.Templates;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Documents;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>This renderer, as the command line has it.</summary>
public sealed class PearlDocuments : IDisposable
{
    private readonly DocumentTools _tools = new(Options.Create(new RenderingOptions()));

    public IDocumentTools Tools => _tools;

    public void Dispose() => _tools.Dispose();
}
