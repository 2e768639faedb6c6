using System.Data;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace PearlIo.Infrastructure.Persistence.Values;

/// <summary>Teaches Dapper ids, times and JSON in each engine's own types, so that no statement needs a cast.</summary>
internal static class ValueHandlers
{
    // Dapper keeps handlers for the whole process; each looks at the parameter to tell the engine.
    private static readonly Lazy<bool> Registered = new(() =>
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new GuidHandler());
        SqlMapper.AddTypeHandler(new TimeHandler());
        return true;
    });

    public static void Register() => _ = Registered.Value;

    /// <summary>uuid on PostgreSQL, 36 lower-case characters on SQLite, which sort alike.</summary>
    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override void SetValue(IDbDataParameter parameter, Guid value) =>
            parameter.Value = parameter is SqliteParameter ? value.ToString("D") : value;

        public override Guid Parse(object value) => value is Guid id ? id : Guid.ParseExact((string)value, "D");
    }

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is SqliteParameter ? SqliteTime.Write(value) : value.ToUniversalTime();

        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            string text => SqliteTime.Read(text),
            _ => throw new DataException($"A time cannot be a {value.GetType().Name}."),
        };
    }
}

/// <summary>Times on SQLite: UTC text of one width with microseconds, so that text order is time order.</summary>
internal static class SqliteTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

/// <summary>A value kept as JSON: jsonb on PostgreSQL, text on SQLite.</summary>
internal sealed class JsonValue(string? json) : SqlMapper.ICustomQueryParameter
{
    /// <summary>Text that is JSON already, or null.</summary>
    public static JsonValue OfText(string? json) => new(json);

    public static JsonValue Of<T>(T value) => new(JsonSerializer.Serialize(value));

    public static IReadOnlyDictionary<string, string> ReadMap(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    public static IReadOnlyList<string> ReadList(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    public void AddParameter(IDbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = (object?)json ?? DBNull.Value;
        if (parameter is NpgsqlParameter postgres)
        {
            postgres.NpgsqlDbType = NpgsqlDbType.Jsonb;
        }

        command.Parameters.Add(parameter);
    }
}
