using PearlIo.Application.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class TenantDirectory(Database database) : ITenantDirectory
{
    private static readonly Statement FindOfProject = new(
        Sqlite: "select tenant_id from projects where id = @projectId",
        PostgreSql: "select tenant_of_project(@projectId)");

    private static readonly Statement ListIds = "select id from tenants order by id";

    public Task<Guid?> FindOfProjectAsync(Guid projectId, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant, session => session.FindAsync<Guid?>(FindOfProject, new { projectId }, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Guid>> ListIdsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.AllTenants, session => session.QueryAsync<Guid>(ListIds, parameters: null, cancellationToken), cancellationToken);
}
