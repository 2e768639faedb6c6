using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// Encodings of one byte a character that .NET does not have, or has with characters for private use where there are none, by the tables of https://encoding.spec.whatwg.org/#legacy-single-byte-encodings.
/// </summary>
internal sealed class SingleByteEncoding : Encoding
{
    /// <summary>iso-8859-10, for the languages of the north.</summary>
    public const int Nordic = 28600;

    /// <summary>iso-8859-14, for Celtic languages.</summary>
    public const int Celtic = 28604;

    /// <summary>iso-8859-16, for those of the south-east of Europe.</summary>
    public const int SouthEastern = 28606;

    /// <summary>Bytes before this one are ASCII.</summary>
    private const int First = 0x80;

    /// <summary>What the tables of here have no characters for: the control characters behind ASCII.</summary>
    private const int Controls = 0x20;

    private const string NordicCharacters = "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
    private const string CelticCharacters = "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";
    private const string SouthEasternCharacters = "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";

    private readonly string _characters;

    private SingleByteEncoding(int codePage, string characters)
        : base(codePage) => _characters = characters;

    /// <inheritdoc />
    public override bool IsSingleByte => true;

    /// <summary>The encoding of a number, or null where it is none of these.</summary>
    public static Encoding? Find(int codePage) => codePage switch
    {
        Nordic => WithControls(Nordic, NordicCharacters),
        Celtic => WithControls(Celtic, CelticCharacters),
        SouthEastern => WithControls(SouthEastern, SouthEasternCharacters),
        28593 or 28596 or 874 or 1253 or 1255 or 1257 => Mend(codePage, ""),
        28597 => Mend(codePage, "\u00A1‘\u00A2’\u00A4€\u00A5₯\u00AAͺ"),
        28598 => Mend(codePage, "\u00AF¯\u00FD\u200E\u00FE\u200F"),
        10000 => Mend(codePage, "\u00BDΩ\u00F0\uF8FF"),
        10007 => Mend(codePage, "\u00A2Ґ\u00B6ґ\u00FF€"),
        _ => null,
    };

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => byteCount;

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            var value = bytes[byteIndex + i];
            chars[charIndex + i] = value < First ? (char)value : _characters[value - First];
        }

        return byteCount;
    }

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count) => count;

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => charCount;

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var i = 0; i < charCount; i++)
        {
            bytes[byteIndex + i] = ByteOf(chars[charIndex + i]);
        }

        return charCount;
    }

    private static SingleByteEncoding WithControls(int codePage, string characters) =>
        new(codePage, string.Create(Controls, First, (controls, first) =>
        {
            for (var i = 0; i < controls.Length; i++)
            {
                controls[i] = (char)(first + i);
            }
        }) + characters);

    // Changes are bytes, each with its character behind it.
    private static SingleByteEncoding Mend(int codePage, string changes)
    {
        Span<byte> bytes = stackalloc byte[0x100 - First];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(First + i);
        }

        Span<char> characters = stackalloc char[bytes.Length];
        CharacterSets.Model(codePage).GetChars(bytes, characters);
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = DoubleByteTable.IsPrivate(characters[i]) ? DoubleByteTable.Unreadable : characters[i];
        }

        for (var i = 0; i < changes.Length; i += 2)
        {
            characters[changes[i] - First] = changes[i + 1];
        }

        return new SingleByteEncoding(codePage, characters.ToString());
    }

    private byte ByteOf(char character)
    {
        if (character < First)
        {
            return (byte)character;
        }

        var place = _characters.IndexOf(character, StringComparison.Ordinal);
        return place < 0 ? (byte)'?' : (byte)(First + place);
    }
}
