using System.IO.Enumeration;

namespace Dashboard.KernelFacts;

/// <summary>A line of differences.tsv: kernel, scenario, field, when, reason. The first three may hold "*".</summary>
/// <param name="IsCertain">False where it depends on chance whether it is seen.</param>
public sealed record KnownDifference(string Kernel, string Scenario, string Field, bool IsCertain, string Reason)
{
    public static IReadOnlyList<KnownDifference> ReadFor(string kernel, string file)
        => [.. File.ReadLines(file)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(words => new KnownDifference(words[0], words[1], words[2], words[3] == "always", words[4]))
            .Where(known => FileSystemName.MatchesSimpleExpression(known.Kernel, kernel, ignoreCase: false))];

    public bool Covers(Difference difference)
        => FileSystemName.MatchesSimpleExpression(Scenario, difference.Scenario, ignoreCase: false)
            && FileSystemName.MatchesSimpleExpression(Field, difference.Field, ignoreCase: false);
}
