using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>A filter that finds something where the asked one finds nothing.</summary>
/// <param name="Text">Filter text: "args:*zebra*".</param>
/// <param name="Count">Held processes that match, as far as they were read in <see cref="MaxWork"/>.</param>
public readonly record struct OtherFilter(string Text, int Count)
{
    /// <summary>A hint is not worth more.</summary>
    public static readonly TimeSpan MaxWork = TimeSpan.FromMilliseconds(300);

    /// <summary>At most <see cref="FilterRewrites.Max"/>. Counts all in one pass over the processes, in slices.</summary>
    /// <param name="run">Takes no more work than <see cref="MaxWork"/>.</param>
    public static IReadOnlyList<OtherFilter> Find(QueryRun run, Filter filter, long nowBootNs)
    {
        var others = FilterRewrites.Of(filter);
        if (others.Count == 0)
        {
            return [];
        }

        var (walk, subject, counts) = (new ProcessWalk(), new ProcessFilterSubject(nowBootNs), new int[others.Count]);
        try
        {
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
                        counts[i] += others[i].Matches(subject.At(process)) ? 1 : 0;
                    }
                }

                return true;
            });
        }
        catch (FilterTooExpensiveException)
        {
            // What was found until then is still a hint.
        }

        return [.. others.Select((other, i) => new OtherFilter(other.Text, counts[i])).Where(found => found.Count > 0)];
    }
}
