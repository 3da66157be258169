using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Core.Model;

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
    private static readonly long[] GoesOn =
        [.. new[] { "ENOENT", "EACCES", "ENOTDIR", "ESTALE", "ENODEV", "ETIMEDOUT" }.Select(name => (long)Errno.Find(name)!.Number)];

    /// <summary>Takes in one ended exec, before a success adds its image.</summary>
    /// <param name="found">Called with each failed exec that proves to be a lookup.</param>
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

        if (!exec.Succeeded && exec.WholePath is not null && Array.IndexOf(GoesOn, -exec.Ret) >= 0 && !record.HasEnded)
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

    private static void MoveToLookups(ProcessDetail detail, ref OpenLookup step, Action<OpenLookup>? found)
    {
        if (step.IsLookup)
        {
            // Moved with the step before; or a recording said so already, and it was counted as a lookup when it came.
            return;
        }

        step = step with { IsLookup = true };
        detail.FinalFailureCount--;
        detail.MarkLookup(step.BootNs, step.Path);
        found?.Invoke(step);
    }
}
