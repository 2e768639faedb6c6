using System.Buffers.Text;
using System.Globalization;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Reads <c>data:</c> addresses (RFC 2397), base64 or percent-encoded. The media type counts for nothing: files are sniffed.</summary>
internal static class DataAddress
{
    public const string Scheme = "data:";

    private const string Base64Mark = ";base64";

    /// <summary>The bytes of an address; null where it is none, is broken or has more bytes than a picture may have.</summary>
    public static byte[]? Read(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || comma < 0 || address.Length > 2L * PictureDecoder.LargestFileBytes)
        {
            return null;
        }

        var bytes = Unescape(address.AsSpan(comma + 1));
        var isBase64 = address.AsSpan(0, comma).TrimEnd().EndsWith(Base64Mark, StringComparison.OrdinalIgnoreCase);
        return isBase64 ? ReadBase64(bytes) : bytes;
    }

    private static byte[] Unescape(ReadOnlySpan<char> text)
    {
        var utf8 = new byte[System.Text.Encoding.UTF8.GetByteCount(text)];
        System.Text.Encoding.UTF8.GetBytes(text, utf8);
        var length = 0;
        for (var at = 0; at < utf8.Length; at++)
        {
            if (utf8[at] == (byte)'%' && at + 2 < utf8.Length
                && byte.TryParse(utf8.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                utf8[length++] = value;
                at += 2;
                continue;
            }

            utf8[length++] = utf8[at];
        }

        return utf8[..length];
    }

    /// <summary>White space and missing padding are forgiven, as by browsers.</summary>
    private static byte[]? ReadBase64(byte[] text)
    {
        var kept = Array.FindAll(text, value => value > (byte)' ' && value != (byte)'=');
        var padded = new byte[(kept.Length + 3) & ~3];
        kept.CopyTo(padded, 0);
        padded.AsSpan(kept.Length).Fill((byte)'=');
        var status = Base64.DecodeFromUtf8InPlace(padded, out var length);
        return status == System.Buffers.OperationStatus.Done ? padded[..length] : null;
    }
}
