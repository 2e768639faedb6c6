namespace PearlIo.Application.Common;

/// <summary>Opens transactions of the caller's tenant.</summary>
public interface ITransactions
{
    /// <summary>
    /// Runs work in one transaction: all repositories that it calls take part in it. Where the connection is lost before any
    /// statement succeeded, the work runs once more.
    /// </summary>
    /// <param name="work">The work; holds a connection, so nothing slow belongs in it.</param>
    /// <param name="keep">Whether the outcome is kept; else, and on an exception, everything is taken back.</param>
    /// <param name="cancellationToken">Stops the transaction.</param>
    Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken);

    /// <summary>
    /// Does something once the transaction that this is part of is kept, and never where it is not: whoever is woken by it finds what was
    /// written. At once where there is no transaction.
    /// </summary>
    void AfterCommit(Action action);
}
