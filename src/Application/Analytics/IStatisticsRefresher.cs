namespace PearlIo.Application.Analytics;

/// <summary>Brings the daily figures up to date where they are kept apart from what is counted.</summary>
public interface IStatisticsRefresher
{
    /// <summary>
    /// Refreshes the daily figures, unless another replica has done so since the last write of this one, is doing so, or the last
    /// refresh is too recent for how long it took.
    /// </summary>
    /// <param name="sinceWrite">How long ago the last write of this replica was kept, or null to refresh the past too, whatever happened.</param>
    /// <param name="cancellationToken">Stops the refresh.</param>
    /// <returns>Whether the figures hold that write now; else it must be tried again.</returns>
    Task<bool> RefreshAsync(TimeSpan? sinceWrite, CancellationToken cancellationToken);
}
