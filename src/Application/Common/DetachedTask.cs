namespace PearlIo.Application.Common;

/// <summary>
/// Work that begins without anything that flows with its starter, such as a caller or a transaction: those end with the starter, and the
/// work may go on.
/// </summary>
internal static class DetachedTask
{
    /// <summary>Begins work on a thread of the pool.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work)
    {
        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Started.SetResult(BeginAsync(state.Work)), (Started: started, Work: work), preferLocal: false);
        return started.Task.Unwrap();
    }

    // What the work throws before its first wait is its outcome too.
    private static async Task<T> BeginAsync<T>(Func<Task<T>> work) => await work();
}
