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

    // The last moment there is; the check is no secret, so that a position may be anybody's.
    private const long MaxTicks = 3_155_378_975_999_999_999;
    private const int CheckBytes = 8;

    /// <summary>Makes the cursor behind an item of a list by id.</summary>
    /// <param name="list">Name of the list, with the ids it is bound to.</param>
    /// <param name="id">The last item shown.</param>
    public static string Encode(string list, Guid id) => Encode(list, id.ToByteArray(bigEndian: true));

    /// <summary>Makes the cursor behind an item of a list that goes by time, so that it holds though the item may go.</summary>
    public static string Encode(string list, DateTimeOffset at, Guid id)
    {
        var position = new byte[IdBytes + TimeBytes];
        id.TryWriteBytes(position, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(position.AsSpan(IdBytes), at.UtcTicks);
        return Encode(list, position);
    }

    /// <summary>Makes the cursor behind an item of a list by text.</summary>
    /// <param name="list">Name of the list, with the ids it is bound to.</param>
    /// <param name="text">The last item shown.</param>
    public static string Encode(string list, string text) => Encode(list, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a cursor of the same list by id; null stands for the start.</summary>
    public static Result<Guid?> Decode(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<Guid?>.FromValue(null);
        }

        return TryDecode(list, cursor) is { Length: IdBytes } id ? new Guid(id, bigEndian: true) : Refusal;
    }

    /// <summary>Reads a cursor of the same list that goes by time; null stands for the start.</summary>
    public static Result<(DateTimeOffset At, Guid Id)?> DecodeTimed(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<(DateTimeOffset At, Guid Id)?>.FromValue(null);
        }

        return TryDecode(list, cursor) is { Length: IdBytes + TimeBytes } position
            && BinaryPrimitives.ReadInt64BigEndian(position.AsSpan(IdBytes)) is >= 0 and <= MaxTicks and var ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(position.AsSpan(0, IdBytes), bigEndian: true))
            : Refusal;
    }

    /// <summary>Reads a cursor of the same list by text; null stands for the start.</summary>
    public static Result<string?> DecodeText(string list, string? cursor)
    {
        if (cursor is null)
        {
            return Result<string?>.FromValue(null);
        }

        // The check is no secret, so that a text may be anybody's, and no database takes NUL in one.
        return TryDecode(list, cursor) is { } bytes && Encoding.UTF8.GetString(bytes) is var text && Text.IsWellFormed(text) && !Text.HasControl(text)
            ? text
            : Refusal;
    }

    /// <summary>Cuts rows that were asked for with one more than <paramref name="limit"/> into a page.</summary>
    public static Page<T> Cut<T>(string list, IReadOnlyList<T> rows, int limit, Func<T, Guid> id) =>
        Cut(rows, limit, last => Encode(list, id(last)));

    /// <inheritdoc cref="Cut{T}(string, IReadOnlyList{T}, int, Func{T, Guid})" />
    public static Page<T> Cut<T>(string list, IReadOnlyList<T> rows, int limit, Func<T, string> text) =>
        Cut(rows, limit, last => Encode(list, text(last)));

    private static Page<T> Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, string> cursor) => rows.Count <= limit
        ? new Page<T>(rows, NextCursor: null)
        : new Page<T>([.. rows.Take(limit)], cursor(rows[limit - 1]));

    private static Failure Refusal => Invalid.Field(
        "cursor", "'cursor' is not one that this list gave. Leave it out to begin at the start.");

    private static string Encode(string list, byte[] item) => Base64Url.EncodeToString([.. item, .. Check(list, item)]);

    // Of several texts that decode to the same bytes only the one that was given counts.
    private static byte[]? TryDecode(string list, string cursor)
    {
        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < CheckBytes || !string.Equals(Base64Url.EncodeToString(bytes), cursor, StringComparison.Ordinal))
        {
            return null;
        }

        var item = bytes[..^CheckBytes];
        return Check(list, item).AsSpan().SequenceEqual(bytes.AsSpan(item.Length)) ? item : null;
    }

    private static byte[] Check(string list, byte[] item) => SHA256.HashData([.. Encoding.UTF8.GetBytes(list), .. item])[..CheckBytes];
}
