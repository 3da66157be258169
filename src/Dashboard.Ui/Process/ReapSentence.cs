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
        { State: ProcessState.Zombie } => $"Still a zombie: who has to wait for it was not seen.",
        { Reaped: { By: { } by, ZombieNs: { } zombie } } => $"A zombie for {Durations.Of(zombie)}, then reaped by {Relation(facts, by)}{by}.",
        { Reaped.By: { } by } => $"Reaped by {Relation(facts, by)}{by}.",
        { Reaped.ZombieNs: { } zombie } => $"The kernel released it after {Durations.Of(zombie)}; no wait for it was seen.",
        { Reaped: not null } => $"The kernel released it; no wait for it was seen.",
        _ => $"It is gone, which was concluded: who reaped it, and when, was not seen.",
    };

    private static string Relation(ProcessFacts facts, ProcessReference by)
        => by.Id is { } id && id == facts.CurrentParent?.Id ? $"its {Role(facts)} " : "";

    private static string Role(ProcessFacts facts) => facts.Orphaned ? "adopter" : "parent";
}
