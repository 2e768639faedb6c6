namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>
/// A zlib stream (RFC 1950, RFC 1951) for rows of pixels as cards have them: flat colours, gradients and letters. It takes less time than
/// zlib's fourth level and makes fewer bytes, for it knows where pixels begin and where the row above is. Belongs to one render thread.
/// </summary>
internal sealed unsafe class PixelDeflate
{
    /// <summary>Deflate with a window of 32 KB, and a level that nobody reads; together divisible by 31.</summary>
    private const uint Header = 0x0178;

    private const int EndBytes = 16;

    private readonly PixelMatcher _matcher = new();
    private readonly DeflateBlock _block = new();
    private readonly BitWriter _target = new();

    /// <summary>Compresses a picture.</summary>
    /// <param name="rows">Rows of three bytes a pixel, each after a byte for its filter; behind them <see cref="PixelMatcher.Slack"/> bytes that do not count.</param>
    /// <param name="stride">Bytes from row to row.</param>
    /// <returns>The stream; good until the next one.</returns>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> rows, int stride)
    {
        var counted = rows[..^PixelMatcher.Slack];
        _target.Clear();
        _block.Clear();
        _target.Write(Header, 16);
        fixed (byte* first = rows)
        {
            _matcher.Begin(first, stride);
            for (var start = 0; start < counted.Length; start += stride)
            {
                _block.AddLiteral(first[start]);
                AddPixels(first, start + 1, start + stride);
                YieldPoint.Pass();
            }
        }

        _block.Write(_target, isLast: true);
        _target.Reserve(EndBytes);
        _target.FillByte();
        _target.WriteBigEndian(Adler32.Of(counted));
        return _target.Written;
    }

    private void AddPixels(byte* rows, int at, int end)
    {
        while (at < end)
        {
            if (_block.IsFull)
            {
                _block.Write(_target, isLast: false);
            }

            var match = _matcher.Find(at, end - at);
            _matcher.Pass(at, match);
            if (match.Length > 0)
            {
                _block.AddMatch(match.Length, match.Distance);
                at += match.Length;
                continue;
            }

            for (var stop = at + PixelMatcher.Step; at < stop; at++)
            {
                _block.AddLiteral(rows[at]);
            }
        }
    }
}
