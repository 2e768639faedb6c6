namespace PearlIo.Domain.Assets;

/// <summary>How templates and variables name an asset: <c>asset:NAME</c>.</summary>
public static class AssetAddress
{
    /// <summary>What such an address begins with, in whatever case (RFC 3986, section 3.1).</summary>
    public const string Scheme = "asset:";

    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>Whether a text is the address of an asset, there or not. One with spaces is a sentence.</summary>
    public static bool Is(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Length > Scheme.Length && address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && !address.Any(char.IsWhiteSpace);
    }

    /// <summary>The name in an address of an asset.</summary>
    public static string NameIn(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address[Scheme.Length..];
    }

    /// <summary>Whether a text is the name of an asset: a letter, then letters, digits and <c>-</c>, all in lower case.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxNameLength
            && char.IsAsciiLetterLower(text[0])
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }
}
