using System.Data.Common;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>A statement that was slow, with what it was given, so that it can be planned again.</summary>
internal sealed record SlowStatement(string Sql, object? Parameters)
{
    private static readonly string[] Plannable = ["select", "with", "insert", "update", "delete"];

    /// <summary>Logs its plan. It is planned for the values that were given, so that the plan is the one that was run, and shown without them.</summary>
    /// <param name="session">One without a transaction, in the scope that the statement ran in.</param>
    /// <param name="telemetry">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LogPlanAsync(DatabaseSession session, DatabaseTelemetry telemetry, CancellationToken cancellationToken)
    {
        if (!Plannable.Any(verb => Sql.TrimStart().StartsWith(verb, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        try
        {
            telemetry.LogPlan(Sql, PlanText.Mask(await session.QueryAsync<string>("explain " + Sql, Parameters, cancellationToken)));
        }
        catch (DbException e)
        {
            // The work itself is done and has its answer.
            telemetry.LogNoPlan(Sql, e.SqlState ?? e.GetType().Name);
        }
    }
}
