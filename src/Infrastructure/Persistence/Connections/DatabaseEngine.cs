namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>The two databases behind the same repositories.</summary>
internal enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}

/// <summary>One statement; where the engines differ it stands twice, side by side.</summary>
internal readonly record struct Statement(string Sqlite, string PostgreSql)
{
    /// <summary>How long it may take, where that is not what the address says for all.</summary>
    public TimeSpan? Timeout { get; init; }

    public static implicit operator Statement(string both) => new(both, both);

    public string For(DatabaseEngine engine) => engine is DatabaseEngine.Sqlite ? Sqlite : PostgreSql;
}
