using System.Buffers.Binary;
using System.Numerics;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Writes a font of the tables that drawing needs, and of no others: no hints, bitmaps, pictures or signatures.</summary>
internal static class SfntWriter
{
    private const int HeaderBytes = 12;
    private const int EntryBytes = 16;
    private const int AdjustmentAt = 8;
    private const uint WholeSum = 0xB1B0AFBA;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "name", "post", "glyf", "loca", "CFF ", "CFF2", "VORG", "vhea", "vmtx",
        "GDEF", "GSUB", "GPOS", "BASE", "kern", "fvar", "avar", "gvar", "HVAR", "VVAR", "MVAR",
    };

    /// <summary>The file.</summary>
    public static byte[] Write(SfntFont font)
    {
        var tables = font.Tables.Where(table => Kept.Contains(table.Key)).OrderBy(table => table.Key, StringComparer.Ordinal).ToArray();
        var start = HeaderBytes + (tables.Length * EntryBytes);
        var file = new byte[start + tables.Sum(table => Padded(table.Value.Length))];
        WriteHeader(file, font, tables.Length);
        var (entry, at, head) = (HeaderBytes, start, 0);
        foreach (var (tag, table) in tables)
        {
            table.Span.CopyTo(file.AsSpan(at));
            if (tag is "head")
            {
                head = at;
                file.AsSpan(at + AdjustmentAt, sizeof(uint)).Clear();
            }

            System.Text.Encoding.ASCII.GetBytes(tag, file.AsSpan(entry));
            Put(file, entry + 4, SumOf(file.AsSpan(at, Padded(table.Length))));
            Put(file, entry + 8, (uint)at);
            Put(file, entry + 12, (uint)table.Length);
            (entry, at) = (entry + EntryBytes, at + Padded(table.Length));
        }

        Put(file, head + AdjustmentAt, unchecked(WholeSum - SumOf(file)));
        return file;
    }

    private static void WriteHeader(byte[] file, SfntFont font, int tables)
    {
        var search = (int)BitOperations.RoundUpToPowerOf2((uint)tables + 1) / 2 * EntryBytes;
        Put(file, 0, font.Version == SfntFont.Cff ? SfntFont.Cff : SfntFont.TrueType);
        Put(file, 4, ((uint)tables << 16) | (uint)search);
        Put(file, 8, ((uint)BitOperations.Log2((uint)(search / EntryBytes)) << 16) | (uint)((tables * EntryBytes) - search));
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var at = 0; at < bytes.Length; at += sizeof(uint))
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
        }

        return sum;
    }

    private static void Put(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
}
