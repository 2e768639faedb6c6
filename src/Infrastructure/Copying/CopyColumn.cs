using System.Globalization;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Copying;

/// <summary>A column on its way: between the engines every value is text that PostgreSQL takes for its own type.</summary>
/// <param name="Name">Its name, the same on both sides.</param>
/// <param name="Type">PostgreSQL's name of its type.</param>
/// <param name="KeyPosition">Its place in the primary key, from 1, or 0.</param>
internal sealed record CopyColumn(string Name, string Type, int KeyPosition)
{
    /// <summary>The name as both engines take it.</summary>
    public string Quoted => $"\"{Name}\"";

    /// <summary>PostgreSQL's expression for the value as text, in the form that <see cref="ToText"/> gives.</summary>
    /// <exception cref="NotSupportedException">The type is none that both engines have.</exception>
    public string AsText => Type switch
    {
        "uuid" or "text" or "character varying" or "boolean" or "smallint" or "integer" or "bigint" or "double precision" or "jsonb" => $"{Quoted}::text",
        "timestamp with time zone" => $"""to_char({Quoted} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
        "date" => $"to_char({Quoted}, 'YYYY-MM-DD')",
        "bytea" => $"encode({Quoted}, 'hex')",
        _ => throw NotSupported(),
    };

    /// <summary>PostgreSQL's expression for the value from a column of text.</summary>
    public string FromText => Type is "bytea" ? $"decode({Quoted}, 'hex')" : $"{Quoted}::{Type}";

    /// <summary>What SQLite has, as text.</summary>
    /// <exception cref="FormatException">The value is none of this type.</exception>
    public string? ToText(object value) => (Type, value) switch
    {
        (_, DBNull) => null,
        ("uuid", string text) => Guid.ParseExact(text, "D").ToString("D"),
        ("text" or "character varying", string text) => WithoutNul(text),
        ("jsonb", string text) when CanonicalJson.Of(text).Length > 0 => WithoutNul(text),
        ("boolean", long number and (0 or 1)) => number == 1 ? "true" : "false",
        ("smallint" or "integer" or "bigint", long number) => number.ToString(CultureInfo.InvariantCulture),
        ("double precision", long or double) => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        ("timestamp with time zone", string text) => SqliteTime.Write(SqliteTime.Read(text)),
        ("date", string text) => DateOnly.ParseExact(text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ("bytea", byte[] bytes) => Convert.ToHexStringLower(bytes),
        _ => throw new FormatException($"A {value.GetType().Name} is no {Type}."),
    };

    /// <summary>The one text of those that mean the same value.</summary>
    public string? ToCanonical(string? text) => (Type, text) switch
    {
        (_, null) => null,
        ("double precision", _) => double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        ("jsonb", _) => CanonicalJson.Of(text),
        _ => text,
    };

    /// <summary>What SQLite compares the column with, of what <see cref="ToText"/> gave.</summary>
    public object ToKey(string text) => Type is "smallint" or "integer" or "bigint" ? long.Parse(text, CultureInfo.InvariantCulture) : text;

    private static string WithoutNul(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new FormatException("PostgreSQL knows no text with a NUL character.")
        : text;

    private NotSupportedException NotSupported() => new($"The column {Name} has the type {Type}, which is not known how to copy.");
}
