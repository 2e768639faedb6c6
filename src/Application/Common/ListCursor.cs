using System.Buffers.Binary;
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
    private const int TimeBytes = 8;
    private const int CheckBytes = 8;

    /// <summary>Makes the cursor behind an item.</summary>
    /// <param name="list">Name of the list, with the ids it is bound to.</param>
    /// <param name="id">The last item shown.</param>
    public static string Encode(string list, Guid id)
    {
        Span<byte> position = stackalloc byte[IdBytes];
        id.TryWriteBytes(position, bigEndian: true, out _);
        return Encode(list, position);
    }

    /// <summary>Makes the cursor behind an item of a list that goes by time, so that it holds though the item may go.</summary>
    public static string Encode(string list, DateTimeOffset at, Guid id)
    {
        Span<byte> position = stackalloc byte[IdBytes + TimeBytes];
        id.TryWriteBytes(position, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(position[IdBytes..], at.UtcTicks);
        return Encode(list, position);
    }

    /// <summary>Reads a cursor of the same list; null stands for the start.</summary>
    public static Result<Guid?> Decode(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<Guid?>.FromValue(null);
        }

        Span<byte> position = stackalloc byte[IdBytes];
        return TryDecode(list, cursor, position) ? new Guid(position, bigEndian: true) : Refusal;
    }

    /// <summary>Reads a cursor of the same list that goes by time; null stands for the start.</summary>
    public static Result<(DateTimeOffset At, Guid Id)?> DecodeTimed(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<(DateTimeOffset At, Guid Id)?>.FromValue(null);
        }

        Span<byte> position = stackalloc byte[IdBytes + TimeBytes];
        return TryDecode(list, cursor, position)
            ? (new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(position[IdBytes..]), TimeSpan.Zero), new Guid(position[..IdBytes], bigEndian: true))
            : Refusal;
    }

    /// <summary>Cuts rows that were asked for with one more than <paramref name="limit"/> into a page.</summary>
    public static Page<T> Cut<T>(string list, IReadOnlyList<T> rows, int limit, Func<T, Guid> id) => rows.Count <= limit
        ? new Page<T>(rows, NextCursor: null)
        : new Page<T>([.. rows.Take(limit)], Encode(list, id(rows[limit - 1])));

    private static Failure Refusal => Invalid.Field(
        "cursor", "'cursor' is not one that this list gave. Leave it out to begin at the start.");

    private static string Encode(string list, ReadOnlySpan<byte> position)
    {
        Span<byte> cursor = stackalloc byte[position.Length + CheckBytes];
        position.CopyTo(cursor);
        WriteCheck(list, position, cursor[position.Length..]);
        return Base64Url.EncodeToString(cursor);
    }

    private static bool TryDecode(string list, string cursor, Span<byte> position)
    {
        Span<byte> bytes = stackalloc byte[position.Length + CheckBytes];
        Span<byte> check = stackalloc byte[CheckBytes];
        if (cursor.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(cursor)
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            || written != bytes.Length)
        {
            return false;
        }

        bytes[..position.Length].CopyTo(position);
        WriteCheck(list, position, check);
        return check.SequenceEqual(bytes[position.Length..]);
    }

    private static void WriteCheck(string list, ReadOnlySpan<byte> position, Span<byte> check)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(list));
        hash.AppendData(position);
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        whole[..CheckBytes].CopyTo(check);
    }
}
