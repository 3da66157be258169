using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Detects PATH searches. execvp(3) tries each PATH entry in turn, so "six ENOENT and one success" by one image is one successful
/// search, and "seven ENOENT" is one failure: the last. A failed exec counts as a failure at first, and becomes a lookup when a
/// further step shows that the search continued.
/// </summary>
internal static class PathLookups
{
    /// <summary>Maximum number of steps; a PATH is shorter.</summary>
    private const int MaxSteps = 256;

    /// <summary>A PATH may contain a directory twice; a file tried more often than this in a row is being retried.</summary>
    private const int MaxRepeats = 4;

    /// <summary>Steps of one search follow each other immediately; after this time a known path starts another search.</summary>
    private const long MaxGapNs = 100_000_000;

    // The errors after which the execvp of glibc and musl tries the next entry.
    private static readonly long[] ContinueErrnos =
        [.. new[] { "ENOENT", "EACCES", "ENOTDIR", "ESTALE", "ENODEV", "ETIMEDOUT" }.Select(name => (long)Errno.Find(name)!.Number)];

    /// <summary>Processes one returned exec, before a success adds its image.</summary>
    /// <param name="found">Called with each failed exec that turns out to be a lookup.</param>
    public static void Observe(ProcessRecord record, ProcessDetail detail, ExecExitEvent exec, Action<OpenLookup>? found)
    {
        var open = detail.OpenLookups;
        if (open.Count > 0)
        {
            switch (Judge(open, exec))
            {
                case Step.Next:
                    foreach (ref var step in CollectionsMarshal.AsSpan(open))
                    {
                        MoveToLookups(detail, ref step, found);
                    }

                    break;
                case Step.Other:
                    Forget(detail);
                    break;
            }
        }

        if (!exec.Succeeded && exec.WholePath is not null && Array.IndexOf(ContinueErrnos, -exec.Ret) >= 0 && !record.HasEnded)
        {
            open.Add(OpenLookup.Of(exec));
            detail.OpenLookupBytes += EventSize.Of(exec.Path);
        }
        else
        {
            Forget(detail);
        }
    }

    private static void Forget(ProcessDetail detail)
    {
        detail.OpenLookups.Clear();
        detail.OpenLookupBytes = 0;
    }

    private static Step Judge(List<OpenLookup> open, ExecExitEvent exec)
    {
        if (exec.WholePath is not { } path || open.Count >= MaxSteps || !FileName(path).SequenceEqual(FileName(open[0].Path)))
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

        // Another directory was tried in between, so it is a search, and PATH contains this one twice. Otherwise this is the first step of
        // a search or a retry: the next step decides.
        return repeats < open.Count ? Step.Next : Step.Open;
    }

    private enum Step
    {
        /// <summary>The search continues: the previous steps were lookups.</summary>
        Next,

        /// <summary>Undecided.</summary>
        Open,

        /// <summary>Unrelated to the previous steps.</summary>
        Other,
    }

    private static ReadOnlySpan<char> FileName(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    private static void MoveToLookups(ProcessDetail detail, ref OpenLookup step, Action<OpenLookup>? found)
    {
        if (step.IsLookup)
        {
            // Already moved with the previous step, or marked in a recording and counted as a lookup on arrival.
            return;
        }

        step = step with { IsLookup = true };
        detail.FinalFailureCount--;
        detail.MarkLookup(step.BootNs, step.Path);
        found?.Invoke(step);
    }
}
