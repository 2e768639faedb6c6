using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PearlIo.Domain.SigningKeys;

/// <summary>
/// What addresses of cards are signed with: <c>sk_</c> and 256 random bits as 43 characters of base64url. The bytes of HMAC's key are
/// the ASCII characters of the whole text, so that nobody has to decode anything. Never printed by accident.
/// </summary>
public sealed class SigningSecret
{
    private const string Prefix = "sk_";
    private const int RandomBytes = 32;

    private readonly string _text;

    private SigningSecret(string text) => _text = text;

    /// <summary>Makes a secret that nobody has.</summary>
    public static SigningSecret Create() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>A secret that was made before.</summary>
    public static SigningSecret Of(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new SigningSecret(text);
    }

    /// <summary>The signature of a message: HMAC-SHA256 (RFC 2104) as base64url without padding (RFC 4648 section 5), 43 characters.</summary>
    public string Sign(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_text), Encoding.UTF8.GetBytes(message)));
    }

    /// <summary>Whether a signature is the one of a message; the time taken does not tell how much of it is right.</summary>
    public bool HasSigned(string message, string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(message)), Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>The secret itself, for the one answer that shows it and for the database.</summary>
    public string Reveal() => _text;

    /// <summary>The part that is no secret.</summary>
    public override string ToString() => $"{Prefix}***";
}
