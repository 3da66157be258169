using Dashboard.Core.Model;
using Dashboard.Core.Tree;

namespace Dashboard.Ui.Tree;

/// <summary>
/// A row as of an earlier moment. Scrolling or expanding in a paused view reads the live store, so later changes are
/// removed here. That avoids a copy of the whole tree.
/// </summary>
public static class FrozenRow
{
    public static TreeRow AsOf(TreeRow row, long bootNs)
    {
        var stillRan = row.Exit is { } exit && exit.BootNs > bootNs;
        var images = row.Images.Where(i => i.N == 0 || i.BootNs <= bootNs).ToList();
        if (!stillRan && images.Count == row.Images.Count && !row.FailedExecs.Any(f => f.BootNs > bootNs))
        {
            return row;
        }

        var failed = row.FailedExecs.Where(f => f.BootNs <= bootNs).ToList();
        var laterFailures = row.FailedExecs.Count(f => f.BootNs > bootNs && !f.Lookup);
        var failures = Math.Max(0, row.FinalFailureCount - laterFailures);
        return row with
        {
            Comm = images.Count == row.Images.Count ? row.Comm : images[^1].Comm,
            State = stillRan ? ProcessState.Running : row.State,
            Exit = stillRan ? null : row.Exit,
            Images = images,
            // The arguments of an earlier image were not read.
            Command = row.Command is null || images.Count == row.Images.Count ? row.Command : images[^1],
            Usage = stillRan ? null : row.Usage,
            FailedExecs = failed,
            FinalFailureCount = failures,
            Failed = stillRan ? failures > 0 : row.Failed,
            LifetimeNs = stillRan ? Math.Max(0, bootNs - row.BeganBootNs) : row.LifetimeNs,
        };
    }
}
