using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>Sentences on which process adopted a process when its parent ended, and which adopted the children it left.</summary>
public static class AdoptionSentence
{
    /// <summary>Null when the process has, or had until its end, its original parent.</summary>
    public static Sentence? Of(ProcessFacts facts)
    {
        if (!facts.Orphaned)
        {
            return null;
        }

        var when = facts.ParentEndBootNs is { } end && end >= facts.Id.StartNs && !facts.FromSnapshot
            ? $" {Durations.Of(end - facts.Id.StartNs)} after its fork,"
            : "";
        return $"Orphaned{when} when its parent {facts.FirstParent!.Value} exited; {Adopter(facts)}.";
    }

    /// <summary>Null when it still runs, left no children, or they were evicted.</summary>
    public static Sentence? OfChildren(ProcessFacts facts) => facts switch
    {
        { LeftChildCount: 0 } => null,
        { LeftMayBeMore: true, ChildrenAdopter: { } adopter } => $"At least {DisplayText.Count(facts.LeftChildCount, "living child was", "living children were")} re-parented to {adopter}.",
        { LeftMayBeMore: true } => $"It left at least {DisplayText.Count(facts.LeftChildCount, "living child", "living children")}; the new parent was not observed.",
        { LeftChildCount: 1, ChildrenAdopter: { } adopter } => $"Its child {facts.LeftChild!.Value} was re-parented to {adopter}.",
        { ChildrenAdopter: { } adopter } => $"Its {DisplayText.Count(facts.LeftChildCount)} living children were re-parented to {adopter}.",
        _ => $"It left {DisplayText.Count(facts.LeftChildCount, "living child", "living children")}; the new parent was not observed.",
    };

    /// <summary>The kernel chooses the nearest subreaper, else the init of the PID namespace, which has PID 1 inside it.</summary>
    private static Sentence Adopter(ProcessFacts facts) => facts switch
    {
        { CurrentParent: null } => $"its new parent was not observed",
        { CurrentParent: { Pid: 1 } init } => $"re-parented to {init}, the init process",
        { AdopterPidInside: 1, CurrentParent: { } init } => $"re-parented to {init}, the init process of its PID namespace",
        { AdopterPidInside: not null, CurrentParent: { } reaper } => $"re-parented to {reaper}, the nearest subreaper",
        { CurrentParent: { } adopter } => $"re-parented to {adopter}",
    };
}
