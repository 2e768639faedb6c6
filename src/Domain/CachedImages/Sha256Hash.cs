using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PearlIo.Domain.CachedImages;

/// <summary>A SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.</summary>
public readonly record struct Sha256Hash
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    private Sha256Hash(string hex) => _hex = hex;

    /// <summary>The 64 lower-case hexadecimal digits.</summary>
    public string Hex => _hex ?? throw new InvalidOperationException("The hash was never set.");

    /// <summary>The hash of some bytes.</summary>
    public static Sha256Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[System.Security.Cryptography.SHA256.HashSizeInBytes];
        System.Security.Cryptography.SHA256.HashData(bytes, hash);
        return new Sha256Hash(Convert.ToHexStringLower(hash));
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is not 64 lower-case hexadecimal digits.</exception>
    public static Sha256Hash Parse(string hex) =>
        TryParse(hex, out var hash) ? hash : throw new FormatException("A SHA-256 has 64 lower-case hexadecimal digits.");

    /// <summary>Reads 64 hexadecimal digits where the text is that.</summary>
    public static bool TryParse([NotNullWhen(true)] string? hex, out Sha256Hash hash)
    {
        var valid = hex is { Length: 64 } && !hex.AsSpan().ContainsAnyExcept(HexDigits);
        hash = valid ? new Sha256Hash(hex!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Hex;
}
