using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing;

/// <summary>The thread of a feed's consumer: it blocks while it waits for a batch, which would occupy a pool thread.</summary>
public static class FeedThread
{
    /// <summary>
    /// A storm uses all CPUs while its events must be decoded and counted: above the processes that cause it, below the
    /// ring's reader.
    /// </summary>
    private const int Niceness = -5;

    /// <summary>Runs the work on its own thread; the task ends with it.</summary>
    public static Task Run(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, done)) { Name = "lifecycle-feed", IsBackground = true };
        thread.Start();
        return done.Task;
    }

    private static void Run(Action work, TaskCompletionSource done)
    {
        // If this is refused, the thread keeps the normal priority.
        Priorities.SetNice(LibC.GetThreadId(), Niceness);
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
