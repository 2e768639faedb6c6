using System.Text;

namespace PearlIo.Fuzz;

/// <summary>Makes inputs of seeds: bytes changed, added, taken away, repeated, pieces of two seeds joined, and what parsers stumble over put in.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private const int MaxLength = 32_768;
    private const int MaxSteps = 8;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "%", "%00", "%2F", "%2f..", "%C3", "%ED%A0%80", "%F4%90%80%80", "..", "//", "/*", "**", "{", "}", "{{", "}}", "{a}", "{{{", "\"", "'", "\\", "\\u0000", "\\ud800",
            "<", ">", "<!--", "-->", "]]>", "</style>", "<b>", "&amp;", "&#x110000;", "&", "=", "?", "#", ";", ":", ",", "\r\n", "\n", "\0", "\t", " ",
            "0", "-1", "1e309", "NaN", "99999999999999999999", "2147483648", "9223372036854775807", "1px", "100%", "calc(", "var(--a)", "url(data:,", "repeat(", "infinity",
            "null", "true", "[]", "{}", "[", "]", "é", "e\u0301", "\u202E", "\u200D", "\uFEFF", "\uFFFF", "😀", "漢", "ﷺ", "\u0600", "🏳️‍🌈",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ];

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var input = Seed().ToList();
        for (var step = random.Next(MaxSteps); step >= 0; step--)
        {
            Change(input);
            if (input.Count > MaxLength)
            {
                input.RemoveRange(MaxLength, input.Count - MaxLength);
            }
        }

        return [.. input];
    }

    private byte[] Seed() => seeds[random.Next(seeds.Count)];

    private void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = random.Next(Math.Min(input.Count - at, 64) + 1);
        switch (random.Next(8))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 4:
                Repeat(input, at, length);
                break;
            case 5:
                var other = Seed();
                input.InsertRange(at, other.AsSpan(random.Next(other.Length + 1)));
                break;
            default:
                input.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
        }
    }

    private void Repeat(List<byte> input, int at, int length)
    {
        var piece = length > 0 ? [.. input.GetRange(at, length)] : Words[random.Next(Words.Length)];
        var times = 1 << random.Next(12);
        var repeated = Enumerable.Repeat(piece, Math.Min(times, MaxLength / piece.Length)).SelectMany(p => p);
        input.InsertRange(at, repeated);
    }
}
