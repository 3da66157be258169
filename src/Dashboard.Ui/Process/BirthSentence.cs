using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>One sentence on how a process was created.</summary>
public static class BirthSentence
{
    /// <param name="startedBy">What started it before the capture, where that is known: see <see cref="CommandText.StarterOf"/>.</param>
    public static Sentence Of(ProcessFacts facts, string? startedBy = null)
    {
        if (facts.FromSnapshot && startedBy is not null)
        {
            return $"Started by {startedBy}, which traces it from before its exec.";
        }

        if (facts.FromSnapshot)
        {
            return $"Already running when capture began, fork not observed{FoundUnder(facts)}.";
        }

        if (facts.Inferred.HasFlag(InferredFields.Born))
        {
            return $"Fork not observed{FoundUnder(facts)}.";
        }

        return $"Forked{Creator(facts)}{How(facts)}{OtherParent(facts)}.";
    }

    private static string How(ProcessFacts facts) => facts.How is { } method ? $" ({ForkMethods.NameOf(method)})" : "";

    private static Sentence? Creator(ProcessFacts facts)
        => facts.BornBy is { } creator ? Sentence.Of($" by {creator}") : null;

    private static Sentence? FoundUnder(ProcessFacts facts)
        => facts.FirstParent is { } parent ? Sentence.Of($"; found as a child of {parent}") : null;

    /// <summary>Set when the parent at birth is not the caller, as with CLONE_PARENT.</summary>
    private static Sentence? OtherParent(ProcessFacts facts)
        => facts.HasOtherParentThanCreator ? Sentence.Of($", as a child of {facts.Parent!.Value} (CLONE_PARENT)") : null;
}
