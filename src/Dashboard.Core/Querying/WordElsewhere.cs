using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>A bare word searches name, path and arguments. Where that finds nothing, these are the fields that have it.</summary>
/// <param name="Term">Filter text: "user:postgres".</param>
/// <param name="Count">Held processes that match.</param>
public readonly record struct WordElsewhere(string Term, int Count)
{
    /// <summary>Bounded by the three fields; empty when the filter is not one word. Counts all in one pass over the processes, in slices.</summary>
    public static IReadOnlyList<WordElsewhere> Find(QueryRun run, Filter filter, long nowBootNs)
    {
        // A word that needs quotes could not be part of a pattern.
        var word = filter.Text.Trim();
        if (filter.Expression is not FilterExpression.Word || FilterTermBuilder.Value(word) != word)
        {
            return [];
        }

        var terms = ((string[])[$"user:{word}", $"cwd:*{word}*", $"cgroup:*{word}*"])
            .Select(term => Filter.TryParse(term, out var parsed, out _) ? parsed : null).OfType<Filter>().ToList();
        var (walk, subject, counts) = (new ProcessWalk(), new ProcessFilterSubject(nowBootNs), new int[terms.Count]);
        run.Scan(view =>
        {
            subject.Restart(nowBootNs);
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] += terms[i].Matches(subject.At(process)) ? 1 : 0;
                }
            }

            return true;
        });
        return [.. terms.Select((term, i) => new WordElsewhere(term.Text, counts[i])).Where(found => found.Count > 0)];
    }
}
