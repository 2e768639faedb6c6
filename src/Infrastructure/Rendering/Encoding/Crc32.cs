using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>The check sum of PNG chunks (ISO 3309), eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Step = 8;

    private static readonly uint[][] Tables = BuildTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        while (bytes.Length >= Step)
        {
            crc = Advance(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[Step..];
        }

        foreach (var value in bytes)
        {
            crc = Tables[0][(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Advance(uint crc, ulong eight)
    {
        var (low, high) = ((uint)eight ^ crc, (uint)(eight >> 32));
        return Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
            ^ Tables[3][high & 0xFF] ^ Tables[2][(high >> 8) & 0xFF] ^ Tables[1][(high >> 16) & 0xFF] ^ Tables[0][high >> 24];
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[Step][];
        tables[0] = Enumerable.Range(0, 256).Select(value => ShiftOut((uint)value)).ToArray();
        for (var table = 1; table < Step; table++)
        {
            tables[table] = tables[table - 1].Select(crc => (crc >> 8) ^ tables[0][crc & 0xFF]).ToArray();
        }

        return tables;
    }

    private static uint ShiftOut(uint crc)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? Polynomial ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
