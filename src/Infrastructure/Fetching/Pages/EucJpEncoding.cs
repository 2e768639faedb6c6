using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>EUC-JP, whose pairs may have a byte before them: small kana, or the rarer characters of JIS X 0212.</summary>
/// <remarks>https://encoding.spec.whatwg.org/#euc-jp-decoder.</remarks>
internal sealed class EucJpEncoding(Encoding model, Lazy<DoubleByteTable> characters, Lazy<DoubleByteTable> rarer) : DoubleByteEncoding(model, characters)
{
    private const byte BeforeKana = 0x8E;
    private const byte BeforeRarer = 0x8F;

    /// <inheritdoc />
    protected override int Read(ReadOnlySpan<byte> bytes, out uint character)
    {
        if (bytes is [BeforeKana, >= 0xA1 and <= 0xDF, ..])
        {
            character = JapaneseRows.SmallKana(bytes[1]);
            return 2;
        }

        return bytes is [BeforeRarer, >= 0xA1 and <= 0xFE, ..]
            ? 1 + ReadPair(bytes[1..], rarer.Value, out character)
            : base.Read(bytes, out character);
    }
}
