using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Statistics;

namespace Dashboard.Core.Processes;

/// <summary>
/// Folds PATH searches. execvp(3) tries each PATH entry in turn, so "six ENOENT and one success" by one image is one
/// search that worked, and "seven ENOENT" is one failure: the last. A failure counts as one at once, and is moved to
/// the lookups when a further step of the same search proves that it went on.
/// </summary>
internal sealed class PathLookups(ErrnoBreakdown errnos, EventHistory events)
{
    /// <summary>Bound of one search; a PATH is shorter.</summary>
    private const int MaxSteps = 256;

    /// <summary>A PATH may name a directory twice; who tries one file more often than this in a row is retrying.</summary>
    private const int MaxRepeats = 4;

    /// <summary>The steps of one search follow each other at once; after this long a known path begins another one.</summary>
    private const long MaxGapNs = 100_000_000;

    /// <summary>Lists to use again. Most searches end within a millisecond, so few are open at a time.</summary>
    private const int MaxSpare = 256;

    private readonly Stack<List<LookupStep>> _spare = new();

    /// <summary>Takes in one ended exec, before a success adds its image.</summary>
    public void Observe(ProcessRecord record, ExecExitEvent exec)
    {
        if (record.OpenLookups is { Count: > 0 } open)
        {
            switch (Judge(open, exec))
            {
                case Step.Next:
                    MoveToLookups(record, open);
                    break;
                case Step.Other:
                    open.Clear();
                    break;
            }
        }

        if (exec.Path is { } path && GoesOn(exec.Ret))
        {
            record.OpenLookups ??= _spare.TryPop(out var spare) ? spare : new List<LookupStep>(8);
            record.OpenLookups.Add(new LookupStep(exec.Seq, exec.BootNs, exec.Ret, exec.Syscall, exec.Comm, path, exec.Lookup));
        }
        else
        {
            Forget(record);
        }
    }

    /// <summary>Whatever was open stays what it is: a failure.</summary>
    public void Forget(ProcessRecord record)
    {
        if (record.OpenLookups is { } open && _spare.Count < MaxSpare)
        {
            open.Clear();
            _spare.Push(open);
        }

        record.OpenLookups = null;
    }

    // ENOENT, EACCES, ENODEV, ENOTDIR, ETIMEDOUT, ESTALE: after these glibc's and musl's execvp go on to the next entry.
    private static bool GoesOn(long ret) => ret is -2 or -13 or -19 or -20 or -110 or -116;

    private static Step Judge(List<LookupStep> open, ExecExitEvent exec)
    {
        if (exec.Path is not { } path || open.Count >= MaxSteps || !FileName(path).SequenceEqual(FileName(open[0].Path)))
        {
            return Step.Other;
        }

        var repeats = 0;
        foreach (ref readonly var step in CollectionsMarshal.AsSpan(open))
        {
            repeats += step.Path == path ? 1 : 0;
        }

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

    private void MoveToLookups(ProcessRecord record, List<LookupStep> open)
    {
        foreach (ref var step in CollectionsMarshal.AsSpan(open))
        {
            if (step.IsLookup)
            {
                continue;
            }

            // The events themselves are the history's, and may be other events by now.
            events.MarkLookup(step.Seq);
            record.FinalFailureCount--;
            errnos.MoveToLookups(step.Ret, step.Syscall, step.Comm, step.Path);

            var kept = record.FailedExecList!;
            for (var at = kept.Count - 1; at >= 0; at--)
            {
                if (kept[at].BootNs == step.BootNs && kept[at].Path == step.Path)
                {
                    kept[at] = kept[at] with { Lookup = true };
                    break;
                }
            }

            step = step with { IsLookup = true };
        }
    }
}
