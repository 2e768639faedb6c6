using System.Text;
using PearlIo.Domain.Routes;

namespace PearlIo.Domain.CachedImages;

/// <summary>A page within its project, as 32 hexadecimal digits of a SHA-256: paths are too long for an index.</summary>
public readonly record struct PageHash
{
    private const int Length = 32;

    private readonly string? _hex;

    private PageHash(string hex) => _hex = hex;

    /// <summary>The 32 lower-case hexadecimal digits.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("The hash was never set.");

    /// <summary>The hash of a page, whatever the query and format of its cards.</summary>
    public static PageHash Of(PagePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new PageHash(Sha256Hash.Of(Encoding.UTF8.GetBytes(path.Canonical)).Hex[..Length]);
    }

    /// <inheritdoc />
    public override string ToString() => Hex;
}
