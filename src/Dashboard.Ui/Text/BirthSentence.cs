using Dashboard.Core.Events;
using Dashboard.Core.Processes;
using Dashboard.Ui.State;

namespace Dashboard.Ui.Text;

/// <summary>How a process came to be, in one sentence.</summary>
public static class BirthSentence
{
    public static string Of(ProcessFacts facts)
    {
        if (facts.FromSnapshot)
        {
            return "Started before capture began, so how it was born was not seen.";
        }

        if (facts.Inferred.Contains("born"))
        {
            return "Its birth was not seen: the fork is among the lost events.";
        }

        var how = facts.How is { } method ? $" by {ForkMethods.NameOf(method)}" : "";
        var from = facts.BornBy is { } creator ? $" from {Name(creator)}" : "";
        return $"Born{how}{from}{OtherParent(facts)}.";
    }

    /// <summary>"make (4310)"</summary>
    public static string Name(ProcessReference process)
        => process.Comm is { Length: > 0 } comm ? $"{Shown.Text(comm)} ({process.Pid})" : $"pid {process.Pid}";

    /// <summary>Said when the parent at birth is not who called, or is no longer the parent.</summary>
    private static string OtherParent(ProcessFacts facts)
    {
        var atBirth = facts.Parent is { } parent && parent.Pid != facts.BornBy?.Pid
            ? $", as a child of {Name(parent)} (CLONE_PARENT)"
            : "";
        var now = facts.CurrentParent is { } current && facts.Parent is not null && current.Pid != facts.Parent.Value.Pid
            ? $"; adopted since by {Name(current)}"
            : "";
        return atBirth + now;
    }
}
