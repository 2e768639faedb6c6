using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Templates;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Templates;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Keeps tenants' templates compiled, by what stands in them: equal ones are one, whoever they belong to.</summary>
/// <param name="sources">Where the HTML is read of those that are not kept, or null where only built-in templates are drawn.</param>
internal sealed class TenantTemplates(TemplateSources? sources) : IDisposable
{
    /// <summary>Most templates that are kept; of <see cref="Template.MaxHtmlBytes"/> each they are 32 MiB of HTML.</summary>
    private const int MaxKept = 64;

    private readonly MemoryCache _compiled = new(new MemoryCacheOptions { SizeLimit = MaxKept });

    /// <summary>The compiled template, or null where it is not there any more.</summary>
    public async ValueTask<CompiledTemplate?> FindAsync(ResolvedTemplate wanted, CancellationToken cancellationToken)
    {
        if (_compiled.Get<CompiledTemplate>(wanted.ContentHash) is { } kept)
        {
            return kept;
        }

        return sources is not null && await sources.FindAsync(wanted, cancellationToken) is { } html ? Keep(wanted.ContentHash, CompiledTemplate.Compile(html)) : null;
    }

    public void Dispose() => _compiled.Dispose();

    private CompiledTemplate Keep(Sha256Hash hash, CompiledTemplate template) =>
        _compiled.Set(hash, template, new MemoryCacheEntryOptions { Size = 1 });
}
