using PearlIo.Application.Access;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Reads the bytes of tenants' fonts for the renderer, which keeps what it has opened.</summary>
public sealed class FontSources(IFontRepository fonts, CallerContext callers)
{
    /// <summary>The bytes, or null where the font is not there any more.</summary>
    public async Task<byte[]?> FindAsync(Font font, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(font);
        using var scope = callers.Enter(Caller.Service(font.TenantId));
        return await fonts.FindBytesAsync(font.Id, cancellationToken);
    }
}
