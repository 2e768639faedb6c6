using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PearlIo.Infrastructure.Copying;

/// <summary>Count of rows and the sum of their SHA-256, which is the same in whatever order an engine gives them.</summary>
internal sealed class CopyFingerprint(IReadOnlyList<CopyColumn> columns)
{
    private readonly ulong[] _sum = new ulong[SHA256.HashSizeInBytes / sizeof(ulong)];
    private readonly ArrayBufferWriter<byte> _row = new();

    /// <summary>How many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="row">A text per column.</param>
    public void Add(IReadOnlyList<string?> row)
    {
        _row.ResetWrittenCount();
        for (var i = 0; i < columns.Count; i++)
        {
            Append(columns[i].ToCanonical(row[i]));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_row.WrittenSpan, hash);
        for (var i = 0; i < _sum.Length; i++)
        {
            _sum[i] = unchecked(_sum[i] + BinaryPrimitives.ReadUInt64LittleEndian(hash[(i * sizeof(ulong))..]));
        }

        Rows++;
    }

    /// <summary>Whether the same rows were added to both.</summary>
    public bool IsSame(CopyFingerprint other) => Rows == other.Rows && _sum.AsSpan().SequenceEqual(other._sum);

    // Each text behind its length, so that no two rows give the same bytes.
    private void Append(string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32LittleEndian(_row.GetSpan(sizeof(int)), length);
        _row.Advance(sizeof(int));
        if (length > 0)
        {
            _row.Advance(Encoding.UTF8.GetBytes(text, _row.GetSpan(length)));
        }
    }
}
