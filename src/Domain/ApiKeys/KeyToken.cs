using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Domain.ApiKeys;

/// <summary>
/// A key as its holder has it: <c>pk_</c>, the key's id (32 lower-case hexadecimal digits), <c>_</c>, and the secret (256 random
/// bits as 43 characters of base64url). Shown once, kept nowhere, and never printed by accident.
/// </summary>
public sealed class KeyToken
{
    private const string Prefix = "pk_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int SecretAt = 3 + IdLength + 1;

    private const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly SearchValues<char> Base64UrlCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly string _secret;

    private KeyToken(Guid id, string secret)
    {
        Id = id;
        _secret = secret;
    }

    /// <summary>Id of the key; no secret.</summary>
    public Guid Id { get; }

    /// <summary>What is kept of the secret.</summary>
    public Sha256Hash SecretHash => Sha256Hash.Of(Encoding.ASCII.GetBytes(_secret));

    /// <summary>Makes a key that nobody has.</summary>
    public static KeyToken Create(DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Reads a key of exactly this form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out KeyToken? token)
    {
        token = null;
        if (text is not { Length: SecretAt + SecretLength }
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[SecretAt - 1] != '_'
            || !TryParseId(text.Substring(Prefix.Length, IdLength), out var id)
            || text.AsSpan(SecretAt).ContainsAnyExcept(Base64UrlCharacters))
        {
            return false;
        }

        token = new KeyToken(id, text[SecretAt..]);
        return true;
    }

    /// <summary>The id of a key as it stands in it and in lists.</summary>
    public static string FormatId(Guid id) => id.ToString("N");

    /// <summary>Reads the id of a key.</summary>
    public static bool TryParseId(string? text, out Guid id)
    {
        id = Guid.Empty;
        return text is { Length: IdLength } && !text.AsSpan().ContainsAnyExcept(HexDigits) && Guid.TryParseExact(text, "N", out id);
    }

    /// <summary>
    /// Whether the secret is the one of a key. Hashes are compared, all of their bytes, and where there is no key against one that
    /// nothing has: the time taken tells neither a secret nor whether the id is known.
    /// </summary>
    public bool IsOf(ApiKey? key)
    {
        var expected = Convert.FromHexString(key?.SecretHash.Hex ?? NoHash);
        var isSame = CryptographicOperations.FixedTimeEquals(Convert.FromHexString(SecretHash.Hex), expected);
        return isSame & key is not null;
    }

    /// <summary>The whole key, for the one answer that shows it.</summary>
    public string Reveal() => $"{Prefix}{FormatId(Id)}_{_secret}";

    /// <summary>The part that is no secret.</summary>
    public override string ToString() => $"{Prefix}{FormatId(Id)}_***";
}
