using PearlIo.Application.Common;
using PearlIo.Application.Health;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseReadiness(Database database) : IReadinessCheck
{
    private static readonly Statement Ask = "select 1";

    public string Name => "database";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(session => session.GetAsync<int>(Ask, parameters: null, cancellationToken), cancellationToken);
            return null;
        }
        catch (DatabaseUnavailableException)
        {
            return "The database does not answer.";
        }
    }
}
