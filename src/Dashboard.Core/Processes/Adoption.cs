namespace Dashboard.Core.Processes;

/// <summary>
/// Keeps the current parents. The birth lineage never changes; when a process exits, the kernel gives its live children
/// to the nearest subreaper, else to init of their pid namespace (prctl(2), PR_SET_CHILD_SUBREAPER).
/// </summary>
internal static class Adoption
{
    /// <summary>A process exits: its live children go to the adopter. Where that was not seen, their parent is unknown.</summary>
    public static void HandOver(ProcessRecord parent, ProcessReference? adopter, Func<ProcessId, ProcessRecord?> find)
    {
        // The init of a namespace has no heirs: it keeps its children until the kernel has killed them.
        if ((parent.LiveChildCount == 0 && parent.Adopted is null) || adopter?.Id == parent.Id)
        {
            return;
        }

        var by = adopter?.Id is { } id ? find(id) : null;
        var reference = by?.ToReference() ?? adopter;
        foreach (var child in parent.Children)
        {
            if (child.Alive && child.CurrentParent?.Id == parent.Id)
            {
                Give(child, reference, by);
            }
        }

        foreach (var child in parent.Adopted ?? [])
        {
            Give(child, reference, by);
        }

        parent.Adopted = null;
    }

    /// <summary>A process ends: whoever adopted it need not remember it.</summary>
    public static void Leave(ProcessRecord child, Func<ProcessId, ProcessRecord?> find)
    {
        if (child.CurrentParent?.Id is { } id && id != child.ParentRecord?.Id)
        {
            find(id)?.Adopted?.Remove(child);
        }
    }

    /// <summary>A child was seen with another parent than the one that is known.</summary>
    public static void Move(ProcessRecord child, ProcessId parent, Func<ProcessId, ProcessRecord?> find)
    {
        Leave(child, find);
        var adopter = find(parent);
        Give(child, adopter?.ToReference() ?? new ProcessReference(parent, parent.Pid, null), adopter);
    }

    private static void Give(ProcessRecord child, ProcessReference? reference, ProcessRecord? adopter)
    {
        child.CurrentParent = reference;
        if (adopter is not null && adopter != child.ParentRecord)
        {
            (adopter.Adopted ??= []).Add(child);
        }
    }
}
