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
            ? $" {Durations.Of(end - facts.Id.StartNs)} after its birth,"
            : "";
        return $"Orphaned{when} when its parent {facts.FirstParent!.Value} ended; {Adopter(facts)}.";
    }

    /// <summary>Null when it still runs, left no children, or they were evicted.</summary>
    public static Sentence? OfChildren(ProcessFacts facts) => facts switch
    {
        { LeftChildCount: 0 } => null,
        { LeftMayBeMore: true, ChildrenAdopter: { } adopter } => $"At least {DisplayText.Count(facts.LeftChildCount, "living child was", "living children were")} left behind, and adopted by {adopter}.",
        { LeftMayBeMore: true } => $"It left at least {DisplayText.Count(facts.LeftChildCount, "living child", "living children")} behind; the adopter was not seen.",
        { LeftChildCount: 1, ChildrenAdopter: { } adopter } => $"Its child {facts.LeftChild!.Value} was left behind, and adopted by {adopter}.",
        { ChildrenAdopter: { } adopter } => $"Its {DisplayText.Count(facts.LeftChildCount)} living children were left behind, and adopted by {adopter}.",
        _ => $"It left {DisplayText.Count(facts.LeftChildCount, "living child", "living children")} behind; the adopter was not seen.",
    };

    /// <summary>The kernel chooses the nearest subreaper, else the init of the PID namespace, which has PID 1 inside it.</summary>
    private static Sentence Adopter(ProcessFacts facts) => facts switch
    {
        { CurrentParent: null } => $"who adopted it was not seen",
        { CurrentParent: { Pid: 1 } init } => $"adopted by {init}, the init",
        { AdopterPidInside: 1, CurrentParent: { } init } => $"adopted by {init}, the init of its pid namespace",
        { AdopterPidInside: not null, CurrentParent: { } reaper } => $"adopted by {reaper}, the nearest subreaper",
        { CurrentParent: { } adopter } => $"adopted by {adopter}",
    };
}
