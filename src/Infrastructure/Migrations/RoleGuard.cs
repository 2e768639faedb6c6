using System.Data.Common;
using Npgsql;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>
/// Sees to it that the service's role keeps tenants apart and that the user who serves may take it on, whoever owns the tables and
/// whatever that user may do besides.
/// </summary>
/// <param name="address">The direct address on PostgreSQL: its user migrates.</param>
/// <param name="servingUser">The user of the address that is served from, or null where it names none.</param>
/// <param name="role">The service's role; another one in tests, for roles belong to the whole cluster.</param>
internal sealed class RoleGuard(DatabaseAddress address, string? servingUser, string role = DatabaseScope.Role)
{
    // From version 16 on a member may be kept from taking a role on.
    private const string Read = """
        select coalesce(bool_or(rolsuper or rolbypassrls), false), count(*) > 0, coalesce(@serving, session_user::text),
            coalesce(bool_or(pg_has_role((select oid from pg_roles where rolname = coalesce(@serving, session_user::text)), oid,
                case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end)), false)
        from pg_roles where rolname = @role
        """;

    private const int Attempts = 20;
    private const int LongestPauseMs = 100;

    /// <summary>Lets the serving user take the role on, where they may not yet.</summary>
    /// <exception cref="MigrationException">The migrating user may not do that; the message says what an administrator should.</exception>
    public async Task GrantAsync(CancellationToken cancellationToken)
    {
        await using var connection = MigrationHistory.Connect(address);
        await connection.OpenAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var state = await ReadAsync(connection, cancellationToken);
            if (!state.Exists || state.MayBeTaken)
            {
                return;
            }

            try
            {
                await using var grant = connection.CreateCommand();
                grant.CommandText = $"grant {Quote(role)} to {Quote(state.ServingUser)}";
                await grant.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException e) when (IsRace(e) && attempt < Attempts)
            {
                await Task.Delay(Random.Shared.Next(1, LongestPauseMs), cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
            {
                throw MayNotTake(state.ServingUser, e);
            }
        }
    }

    /// <summary>Refuses a role that keeps nothing apart, or that the serving user may not take on.</summary>
    /// <exception cref="MigrationException">It is so; the message says what to do.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = MigrationHistory.Connect(address);
        await connection.OpenAsync(cancellationToken);
        var state = await ReadAsync(connection, cancellationToken);
        if (!state.Exists)
        {
            throw new MigrationException(
                $"The role {role} does not exist, though the schema is made for it: its policies and rights were lost in a restore. Make it with: create role {role} nologin, and restore the database again.");
        }

        if (state.KeepsNothingApart)
        {
            throw new MigrationException(
                $"The role {role} is a superuser or bypasses row-level security, so that it would show every tenant's rows to all. Let an administrator run: alter role {role} nosuperuser nobypassrls");
        }

        if (!state.MayBeTaken)
        {
            throw MayNotTake(state.ServingUser, innerException: null);
        }
    }

    private async Task<RoleState> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = ((NpgsqlConnection)connection).CreateCommand();
        command.CommandText = Read;
        command.Parameters.Add(new NpgsqlParameter<string?>("serving", servingUser) { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string>("role", role));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new RoleState(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetString(2), reader.GetBoolean(3));
    }

    private MigrationException MayNotTake(string user, PostgresException? innerException)
    {
        var message = $"The user '{user}' may not take on the role {role}, without which no tenant's rows can be seen. Let an administrator run: grant {role} to {Quote(user)}";
        return innerException is null ? new MigrationException(message) : new MigrationException(message, innerException);
    }

    // Other databases of the cluster grant at the same moment: "tuple concurrently updated", or the very same row.
    private static bool IsRace(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.InternalError or PostgresErrorCodes.UniqueViolation;

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record RoleState(bool KeepsNothingApart, bool Exists, string ServingUser, bool MayBeTaken);
}
