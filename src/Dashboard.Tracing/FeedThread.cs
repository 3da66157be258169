using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing;

/// <summary>The thread of whoever reads a feed: it waits for the next batch, and no thread of the pool should.</summary>
public static class FeedThread
{
    /// <summary>
    /// A storm fills all CPUs, and what it makes has to be decoded and counted meanwhile: before those who make it, after
    /// the reader of the ring.
    /// </summary>
    private const int Niceness = -5;

    /// <summary>Runs the work on a thread of its own; the task ends as it does.</summary>
    public static Task Run(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done)) { Name = "lifecycle-feed", IsBackground = true };
        thread.Start();
        return done.Task;
    }

    private static void Run(Action work, TaskCompletionSource done)
    {
        // Where it is not allowed it stands in the queue like all others.
        LibC.Prefer(LibC.GetThreadId(), Niceness);
        try
        {
            work();
            done.SetResult();
        }
        catch (OperationCanceledException canceled)
        {
            done.SetCanceled(canceled.CancellationToken);
        }
        catch (Exception problem)
        {
            done.SetException(problem);
        }
    }
}
