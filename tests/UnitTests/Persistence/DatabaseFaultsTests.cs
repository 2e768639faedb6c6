using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Persistence.Connections;
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

    public static TheoryData<DbException, string, string> Causes { get; } = new()
    {
        { Postgres("57P01"), "Unreachable", "Lost" },
        { Postgres("57P02"), "Unreachable", "Lost" },
        { Postgres("57P03"), "Unreachable", "Lost" },
        { Postgres("53300"), "Unreachable", "Lost" },
        { Postgres("08006"), "Unreachable", "Lost" },
        { Postgres("40001"), "Conflict", "Conflict" },
        { Postgres("40P01"), "Conflict", "Conflict" },
        { Postgres("57014"), "None", "None" },
        { Postgres("53100"), "None", "None" },
        { Postgres("28P01"), "None", "None" },
        { Postgres("3D000"), "None", "None" },
        { Postgres("25006"), "None", "None" },
        { Postgres("23505"), "None", "None" },
        { new NpgsqlException("", new EndOfStreamException()), "Unreachable", "Lost" },
        { new NpgsqlException("", new IOException()), "Unreachable", "Lost" },
        { new NpgsqlException("", new SocketException((int)SocketError.ConnectionRefused)), "Unreachable", "Lost" },
        { new NpgsqlException("Exception while reading from stream", new TimeoutException()), "Unreachable", "None" },
        { new NpgsqlException("The connection pool has been exhausted", new TimeoutException()), "None", "None" },
        { new NpgsqlException(""), "None", "None" },
        { new SqliteException("", SQLITE_IOERR), "None", "None" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void Tells_what_may_pass_from_what_will_not(DbException exception, string connecting, string connected)
    {
        Assert.Equal(connecting, DatabaseFaults.WhyPassing(exception, isConnected: false).ToString());
        Assert.Equal(connected, DatabaseFaults.WhyPassing(exception, isConnected: true).ToString());
    }

    private static PostgresException Postgres(string sqlState) => new("", "ERROR", "ERROR", sqlState);
}
