using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>
/// Maintains current parents. The parent at birth never changes; when a process exits, the kernel re-parents its children, live
/// ones and zombies, to the nearest subreaper, else to the init of their pid namespace (prctl(2), PR_SET_CHILD_SUBREAPER).
/// </summary>
internal static class Adoption
{
    private const int MaxUnpacked = 256;

    /// <summary>Re-parents the children of an exiting process, live ones and zombies, to the adopter. If it was not seen, their parent is unknown.</summary>
    public static void HandOver(ProcessRecord parent, in ProcessReference? adopter, Func<ProcessId, ProcessRecord?> find)
    {
        // A namespace's init keeps its children until the kernel has killed them.
        var detail = parent.Detail;
        // The kernel reports an adopter when there are children, live or not, or several threads.
        var hasOwn = parent.LiveChildCount > 0 || adopter is not null;
        if ((!hasOwn && detail.Adopted is null) || adopter?.Id == parent.Id)
        {
            return;
        }

        var by = adopter?.Id is { } id ? find(id) : null;
        var reference = by?.ToReference() ?? adopter;
        var unpacked = 0;
        for (var child = hasOwn ? parent.FirstChild : null; child is not null; child = child.NextSibling)
        {
            if (child.State == ProcessState.Exited)
            {
                continue;
            }

            // Null where the parent's end was inferred before this exit event arrived.
            var current = child.Detail.CurrentParent;
            if (current is null ? adopter is not null : current.Value.Id == parent.Id)
            {
                unpacked += child.Chunk is null ? 0 : 1;
                Reparent(child, reference, by);
            }

            if (unpacked == MaxUnpacked)
            {
                // Thousands of unpacked zombies would exceed any budget.
                detail.Archive.Pack();
                unpacked = 0;
            }
        }

        if (detail.Adopted is { } adopted)
        {
            foreach (var child in adopted)
            {
                Reparent(child, reference, by);
            }

            parent.Edit().Adopted = null;
        }
    }

    /// <summary>A process was reaped, or is no longer held: its adopter need not reference it.</summary>
    public static void Leave(ProcessRecord child, ProcessDetail detail, Func<ProcessId, ProcessRecord?> find)
    {
        if (detail.CurrentParent?.Id is { } current && current != child.ParentRecord?.Id)
        {
            find(current)?.Detail.Adopted?.Remove(child);
        }
    }

    /// <summary>A child was seen with a different parent.</summary>
    public static void Move(ProcessRecord child, ProcessId parent, Func<ProcessId, ProcessRecord?> find)
    {
        Leave(child, child.Edit(), find);
        var adopter = find(parent);
        Reparent(child, ProcessRecord.ReferenceTo(parent, adopter), adopter);
    }

    private static void Reparent(ProcessRecord child, in ProcessReference? reference, ProcessRecord? adopter)
    {
        child.Edit().CurrentParent = reference;
        if (adopter is not null && adopter != child.ParentRecord)
        {
            (adopter.Edit().Adopted ??= []).Add(child);
        }
    }
}
