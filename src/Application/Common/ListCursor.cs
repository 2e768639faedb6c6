using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Common;

/// <summary>
/// Where a list goes on: the last id shown, with a check value over it and the list it belongs to, so that a cursor that was
/// changed or taken from another list is refused and not silently misread. It is no secret and grants nothing.
/// </summary>
internal static class ListCursor
{
    private const int IdBytes = 16;
    private const int CheckBytes = 8;

    /// <summary>Makes the cursor behind an item.</summary>
    /// <param name="list">Name of the list, with the ids it is bound to.</param>
    /// <param name="id">The last item shown.</param>
    public static string Encode(string list, Guid id)
    {
        Span<byte> cursor = stackalloc byte[IdBytes + CheckBytes];
        id.TryWriteBytes(cursor, bigEndian: true, out _);
        WriteCheck(list, cursor[..IdBytes], cursor[IdBytes..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>Reads a cursor of the same list; null stands for the start.</summary>
    public static Result<Guid?> Decode(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<Guid?>.FromValue(null);
        }

        Span<byte> bytes = stackalloc byte[IdBytes + CheckBytes];
        Span<byte> check = stackalloc byte[CheckBytes];
        if (!IsDecodable(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written) || written != bytes.Length)
        {
            return Refusal;
        }

        WriteCheck(list, bytes[..IdBytes], check);
        return check.SequenceEqual(bytes[IdBytes..]) ? new Guid(bytes[..IdBytes], bigEndian: true) : Refusal;
    }

    /// <summary>Cuts rows that were asked for with one more than <paramref name="limit"/> into a page.</summary>
    public static Page<T> Cut<T>(string list, IReadOnlyList<T> rows, int limit, Func<T, Guid> id) => rows.Count <= limit
        ? new Page<T>(rows, NextCursor: null)
        : new Page<T>([.. rows.Take(limit)], Encode(list, id(rows[limit - 1])));

    private static Failure Refusal => Invalid.Field(
        "cursor", "'cursor' is not one that this list gave. Leave it out to begin at the start.");

    private static bool IsDecodable(string cursor) => cursor.Length == 32 && Base64Url.IsValid(cursor);

    private static void WriteCheck(string list, ReadOnlySpan<byte> id, Span<byte> check)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(list));
        hash.AppendData(id);
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        whole[..CheckBytes].CopyTo(check);
    }
}
