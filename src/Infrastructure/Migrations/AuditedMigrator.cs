using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Migrations;
using PearlIo.Domain.Tenants;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Writes into the audit what was migrated, once it was; as the default tenant's, for the schema is everybody's.</summary>
internal sealed class AuditedMigrator(IDatabaseMigrator migrator, AuditTrail audit, CallerContext callers) : IDatabaseMigrator
{
    private const string AuditStep = "_CreateAuditLog";

    public async Task<MigrationChange> UpAsync(string? target, CancellationToken cancellationToken)
    {
        var change = await migrator.UpAsync(target, cancellationToken);
        await AuditAsync("migrations.up", change.Applied, cancellationToken);
        return change;
    }

    public async Task<IReadOnlyList<string>> DownAsync(string? target, CancellationToken cancellationToken)
    {
        var steps = await migrator.DownAsync(target, cancellationToken);
        await AuditAsync("migrations.down", steps, cancellationToken);
        return steps;
    }

    public Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken) => migrator.GetStatusAsync(cancellationToken);

    public Task<string> GetScriptAsync(bool idempotent, CancellationToken cancellationToken) =>
        migrator.GetScriptAsync(idempotent, cancellationToken);

    private async Task AuditAsync(string action, IReadOnlyList<string> steps, CancellationToken cancellationToken)
    {
        if (steps.Count > 0 && await HasAuditAsync(cancellationToken))
        {
            using var scope = callers.Enter((callers.Entered ?? Caller.Service(Tenant.DefaultId)) with { TenantId = Tenant.DefaultId });
            await audit.AddAsync(action, AuditTargets.Schema, before: null, AuditJson.OfSteps(steps), cancellationToken);
        }
    }

    // Early and late in the life of a schema there is no table to write to.
    private async Task<bool> HasAuditAsync(CancellationToken cancellationToken)
    {
        var status = await migrator.GetStatusAsync(cancellationToken);
        return status.Applied.Any(s => s.EndsWith(AuditStep, StringComparison.Ordinal));
    }
}
