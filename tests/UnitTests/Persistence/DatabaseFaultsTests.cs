using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Persistence;
using static SQLitePCL.raw;

namespace PearlIo.UnitTests.Persistence;

public sealed class DatabaseFaultsTests
{
    [Theory]
    [InlineData("08006")]
    [InlineData("25006")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("53100")]
    [InlineData("53300")]
    [InlineData("55P03")]
    [InlineData("57014")]
    [InlineData("57P01")]
    [InlineData("58030")]
    public void Takes_a_state_of_PostgreSQL_for_unavailable(string sqlState) => Assert.True(DatabaseFaults.IsUnavailable(Postgres(sqlState)));

    [Theory]
    [InlineData("23505")]
    [InlineData("42P01")]
    [InlineData("42601")]
    [InlineData("22001")]
    public void Takes_a_refused_statement_of_PostgreSQL_for_a_fault(string sqlState) => Assert.False(DatabaseFaults.IsUnavailable(Postgres(sqlState)));

    [Theory]
    [InlineData(SQLITE_READONLY)]
    [InlineData(SQLITE_FULL)]
    [InlineData(SQLITE_IOERR)]
    [InlineData(SQLITE_CANTOPEN)]
    [InlineData(SQLITE_NOTADB)]
    [InlineData(SQLITE_CORRUPT)]
    [InlineData(SQLITE_BUSY)]
    public void Takes_a_code_of_SQLite_for_unavailable(int code)
    {
        Assert.True(DatabaseFaults.IsUnavailable(new SqliteException("", code)));
        Assert.True(DatabaseFaults.IsUnavailable(new SqliteException("", code, code | (1 << 8))));
    }

    [Theory]
    [InlineData(SQLITE_ERROR)]
    [InlineData(SQLITE_CONSTRAINT)]
    public void Takes_a_refused_statement_of_SQLite_for_a_fault(int code) => Assert.False(DatabaseFaults.IsUnavailable(new SqliteException("", code)));

    public static TheoryData<DbException, bool> Losses { get; } = new()
    {
        { Postgres("57P01"), true },
        { Postgres("57P02"), true },
        { Postgres("08006"), true },
        { Postgres("57014"), false },
        { Postgres("40001"), false },
        { Postgres("53300"), false },
        { new NpgsqlException("", new EndOfStreamException()), true },
        { new NpgsqlException("", new IOException()), true },
        { new NpgsqlException("The connection pool has been exhausted", new TimeoutException()), false },
        { new NpgsqlException(""), false },
        { new SqliteException("", SQLITE_IOERR), false },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Tells_a_lost_connection_from_a_timeout_and_a_refusal(DbException exception, bool lost) =>
        Assert.Equal(lost, DatabaseFaults.IsLostConnection(exception));

    private static PostgresException Postgres(string sqlState) => new("", "ERROR", "ERROR", sqlState);
}
