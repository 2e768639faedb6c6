using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Encodings of one byte a character that .NET does not have, by the tables of https://encoding.spec.whatwg.org/#legacy-single-byte-encodings.</summary>
internal sealed class SingleByteEncoding : Encoding
{
    /// <summary>iso-8859-10, for the languages of the north.</summary>
    public const int Nordic = 28600;

    /// <summary>iso-8859-14, for Celtic languages.</summary>
    public const int Celtic = 28604;

    /// <summary>iso-8859-16, for those of the south-east of Europe.</summary>
    public const int SouthEastern = 28606;

    /// <summary>Bytes before this one are ASCII and control characters.</summary>
    private const int First = 0xA0;

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
        Nordic => new SingleByteEncoding(Nordic, NordicCharacters),
        Celtic => new SingleByteEncoding(Celtic, CelticCharacters),
        SouthEastern => new SingleByteEncoding(SouthEastern, SouthEasternCharacters),
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
