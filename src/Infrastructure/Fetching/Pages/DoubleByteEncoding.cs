using System.Buffers;
using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// Reads encodings of East Asia as browsers do. A character that is cut in half is U+FFFD alone: .NET takes the ASCII character behind it, which may be
/// the quotation mark or bracket that ends markup, for its other half.
/// </summary>
/// <param name="model">The encoding of .NET, which writes.</param>
/// <param name="characters">The characters of pairs, made when they are first needed.</param>
/// <remarks>https://encoding.spec.whatwg.org/#shift_jis-decoder; those of EUC-KR and Big5 differ in their tables only.</remarks>
internal class DoubleByteEncoding(Encoding model, Lazy<DoubleByteTable> characters) : Encoding(model.CodePage)
{
    /// <summary>The encoding of .NET.</summary>
    protected Encoding Model => model;

    /// <summary>The characters of pairs.</summary>
    protected DoubleByteTable Characters => characters.Value;

    /// <summary>The text of all bytes.</summary>
    public string Read(ReadOnlySpan<byte> bytes)
    {
        var units = ArrayPool<char>.Shared.Rent(GetMaxCharCount(bytes.Length));
        try
        {
            return new string(units, 0, Decode(bytes, units));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(units);
        }
    }

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => byteCount;

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes.AsSpan(index, count)).Length;

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Read(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(chars.AsSpan(charIndex));
        return text.Length;
    }

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => model.GetMaxByteCount(charCount);

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => model.GetByteCount(chars, index, count);

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        model.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    /// <summary>Writes the text of all bytes, which never has more units than they are.</summary>
    /// <returns>The number of units.</returns>
    protected virtual int Decode(ReadOnlySpan<byte> bytes, Span<char> units)
    {
        var written = 0;
        while (!bytes.IsEmpty)
        {
            if (bytes[0] < 0x80)
            {
                _ = Ascii.ToUtf16(bytes, units[written..], out var ascii);
                bytes = bytes[ascii..];
                written += ascii;
                continue;
            }

            bytes = bytes[Read(bytes, out var character)..];
            units[written++] = (char)character;
            if (character > char.MaxValue)
            {
                units[written++] = (char)(character >> 16);
            }
        }

        return written;
    }

    /// <summary>Reads one character that begins with no ASCII byte.</summary>
    /// <param name="bytes">The bytes from there on.</param>
    /// <param name="character">The character, or U+FFFD.</param>
    /// <returns>The number of bytes that are done with.</returns>
    protected virtual int Read(ReadOnlySpan<byte> bytes, out uint character)
    {
        character = Characters[bytes[0]];
        return character != 0 ? 1 : ReadPair(bytes, Characters, out character);
    }

    /// <summary>Reads a pair. An ASCII byte that is not its other half stands for itself.</summary>
    protected static int ReadPair(ReadOnlySpan<byte> bytes, DoubleByteTable characters, out uint character)
    {
        character = bytes.Length > 1 ? characters[bytes[0], bytes[1]] : 0;
        if (character != 0)
        {
            return 2;
        }

        character = DoubleByteTable.Unreadable;
        return bytes.Length == 1 || bytes[1] < 0x80 ? 1 : 2;
    }
}
