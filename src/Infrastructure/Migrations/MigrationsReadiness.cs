using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Whether the schema has every step of this program, and none of a newer one that this one cannot work with.</summary>
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
            return FindProblem(await MigrationHistory.ReadAsync(database, _steps.Value, cancellationToken));
        }
        catch (DatabaseUnavailableException)
        {
            return "The state of the schema is unknown, because the database does not answer.";
        }
    }

    private static string? FindProblem(MigrationStatus status) => status switch
    {
        { Breaking.Count: > 0 } => "The schema is that of a newer program, which this one cannot work with; run the newer program.",
        { Pending.Count: > 0 } => $"The schema lacks {status.Pending.Count} steps; run: pearl migrate up",
        _ => null,
    };
}
