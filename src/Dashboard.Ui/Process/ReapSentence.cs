using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>State of a process after its exit: a zombie until it is reaped.</summary>
public static class ReapSentence
{
    /// <summary>Null while it runs.</summary>
    public static Sentence? Of(ProcessFacts facts) => facts switch
    {
        { Exit: null } => null,
        { State: ProcessState.Zombie, CurrentParent: { } parent } => $"Still a zombie: its {Role(facts)} {parent} has not waited for it.",
        { State: ProcessState.Zombie } => $"Still a zombie: its parent was not observed.",
        { Reaped: { By: { } by, ZombieNs: { } zombie } } => $"A zombie for {Durations.Of(zombie)}, then reaped by {Relation(facts, by)}{by}.",
        { Reaped.By: { } by } => $"Reaped by {Relation(facts, by)}{by}.",
        { Reaped.ZombieNs: { } zombie } => $"Released by the kernel after {Durations.Of(zombie)}; reaper not observed.",
        { Reaped: not null } => $"Released by the kernel; reaper not observed.",
        _ => $"Gone (inferred): neither the reaper nor the time was observed.",
    };

    private static string Relation(ProcessFacts facts, ProcessReference by)
        => by.Id is { } id && id == facts.CurrentParent?.Id ? $"its {Role(facts)} " : "";

    private static string Role(ProcessFacts facts) => facts.Orphaned ? "new parent" : "parent";
}
