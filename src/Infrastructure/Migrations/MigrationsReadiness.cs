using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Whether the schema has every step of this program.</summary>
internal sealed class MigrationsReadiness(Database database) : IReadinessCheck
{
    private readonly Lazy<IReadOnlyList<string>> _steps = new(() =>
    {
        using var context = MigrationsContext.For(database.Address);
        return context.Steps;
    });

    public string Name => "migrations";

    public bool AsksDatabase => true;

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = MigrationHistory.Compare(_steps.Value, await MigrationHistory.ReadAsync(database, cancellationToken));
            return status.Pending.Count == 0 ? null : $"The schema lacks {status.Pending.Count} steps; run: pearl migrate up";
        }
        catch (DatabaseUnavailableException)
        {
            return "The state of the schema is unknown, because the database does not answer.";
        }
    }
}
