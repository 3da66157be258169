using Dashboard.Core.Events;
using Dashboard.Core.Statistics;

namespace Dashboard.Core.Processes;

/// <summary>
/// Folds PATH searches. execvp(3) tries each PATH entry in turn, so "six ENOENT and one success" by one image is one
/// search that worked, and "seven ENOENT" is one failure: the last. A failure counts as one at once, and is moved to
/// the lookups when a further step of the same search proves that it went on.
/// </summary>
internal static class PathLookups
{
    /// <summary>Bound of one search; a PATH is shorter.</summary>
    private const int MaxSteps = 256;

    /// <summary>A PATH may name a directory twice; who tries one file more often than this in a row is retrying.</summary>
    private const int MaxRepeats = 4;

    /// <summary>The steps of one search follow each other at once; after this long a known path begins another one.</summary>
    private const long MaxGapNs = 100_000_000;

    // The errors after which glibc's and musl's execvp go on to the next entry.
    private static readonly HashSet<string> GoesOn = ["ENOENT", "EACCES", "ENOTDIR", "ESTALE", "ENODEV", "ETIMEDOUT"];

    /// <summary>Takes in one ended exec, before a success adds its image.</summary>
    public static void Observe(ProcessRecord record, ExecExitEvent exec, ErrnoBreakdown errnos)
    {
        if (record.OpenLookups is { Count: > 0 } open)
        {
            switch (Judge(open, exec))
            {
                case Step.Next:
                    open.ForEach(step => MoveToLookups(record, step, errnos));
                    break;
                case Step.Other:
                    open.Clear();
                    break;
            }
        }

        if (!exec.Succeeded && exec.Path is not null && GoesOn.Contains(exec.Errno!))
        {
            (record.OpenLookups ??= new List<ExecExitEvent>(8)).Add(exec);
        }
        else
        {
            record.OpenLookups = null;
        }
    }

    private static Step Judge(List<ExecExitEvent> open, ExecExitEvent exec)
    {
        if (exec.Path is not { } path || open.Count >= MaxSteps || !FileName(path).SequenceEqual(FileName(open[0].Path!)))
        {
            return Step.Other;
        }

        var repeats = open.Count(step => step.Path == path);
        if (repeats == 0)
        {
            return Step.Next;
        }

        if (exec.Succeeded || repeats >= MaxRepeats || exec.BootNs - open[^1].BootNs > MaxGapNs)
        {
            return Step.Other;
        }

        // Another directory was tried in between, so it is a search, and PATH names this one twice. Otherwise it may be
        // the first of a search as well as a second try: the next step tells.
        return repeats < open.Count ? Step.Next : Step.Open;
    }

    private enum Step
    {
        /// <summary>The search goes on: what came before was a lookup.</summary>
        Next,

        /// <summary>Not known yet.</summary>
        Open,

        /// <summary>Nothing to do with what came before.</summary>
        Other,
    }

    private static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    private static void MoveToLookups(ProcessRecord record, ExecExitEvent step, ErrnoBreakdown errnos)
    {
        if (step.Lookup)
        {
            // A recording said so already, and it was counted as a lookup when it came.
            return;
        }

        step.Lookup = true;
        record.FinalFailureCount--;
        errnos.MoveToLookups(step);

        var kept = record.FailedExecList!;
        var at = kept.FindLastIndex(f => f.BootNs == step.BootNs && f.Path == step.Path);
        if (at >= 0)
        {
            kept[at] = kept[at] with { Lookup = true };
        }
    }
}
