namespace Dashboard.KernelFacts;

/// <summary>Compares the facts of a scenario field by field.</summary>
public static class Comparison
{
    private const string Missing = "none";

    public static IReadOnlyList<Difference> Of(string scenario, IReadOnlyList<Fact> here, IReadOnlyList<Fact> there)
    {
        var facts = here.ToDictionary(Key, fact => (Fact: fact, Here: fact.Value, There: Missing));
        foreach (var fact in there)
        {
            var before = facts.TryGetValue(Key(fact), out var known) ? known.Here : Missing;
            facts[Key(fact)] = (fact, before, fact.Value);
        }

        return [.. facts.Values
            .Where(pair => pair.Here != pair.There && IsComparable(pair.Fact, pair.Here, pair.There))
            .GroupBy(pair => pair.Fact.Field)
            .Select(group => new Difference(scenario, group.Key, group.Count(), group.First().Here, group.First().There))];
    }

    private static (string, string) Key(Fact fact) => (fact.Place, fact.Field);

    private static bool IsComparable(Fact fact, string here, string there) => fact.Field switch
    {
        // Unknown where the page with the path was not in memory yet, which is a matter of chance.
        "exec.enter.path" => here != "unknown" && there != "unknown",
        // Which of several threads goes last is chance too.
        "exit.tid" => false,
        // Of a process without children it is named only where its threads ended all at once.
        "exit.adopter" => here.StartsWith('P') || there.StartsWith('P'),
        // An event that is missing is one difference, of its count, and not one of each of its fields.
        _ => fact.Field.EndsWith(".count", StringComparison.Ordinal) || fact.Place.Length == 0
            || (here != Missing && there != Missing),
    };
}
