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

    // The errors after which glibc's and musl's execvp go on to the next entry.
    private static readonly HashSet<string> GoesOn = ["ENOENT", "EACCES", "ENOTDIR", "ESTALE", "ENODEV", "ETIMEDOUT"];

    /// <summary>Takes in one ended exec, before a success adds its image.</summary>
    public static void Observe(ProcessRecord record, ExecExitEvent exec, ErrnoBreakdown errnos)
    {
        if (record.OpenLookups is { Count: > 0 } open)
        {
            if (IsNextStep(open, exec))
            {
                MoveToLookups(record, open[^1], errnos);
            }
            else
            {
                open.Clear();
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

    /// <summary>The same file name in a directory that was not tried before.</summary>
    private static bool IsNextStep(List<ExecExitEvent> open, ExecExitEvent exec)
        => exec.Path is { } path
            && open.Count < MaxSteps
            && FileName(path).SequenceEqual(FileName(open[0].Path!))
            && open.TrueForAll(step => step.Path != path);

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
