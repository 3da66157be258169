using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Pids;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Pids;

/// <summary>Reads which processes had a PID.</summary>
public static class PidsSnapshot
{
    /// <summary>The newest lives drawn per lane.</summary>
    private const int LivesPerLane = 6;

    /// <summary>Null when the PID was not seen.</summary>
    public static PidFact? Find(Capture capture, int pid, long nowBootNs)
        => capture.Store.Read(view => view.Processes.Lives(pid) is { } lives ? Of(pid, lives, nowBootNs, ProcessFacts.MaxLives) : null);

    /// <summary>
    /// PIDs with a matching life in the range, most lives first. Evaluates the filter on all processes, so call it at most once a
    /// second. The store's lock is held per slice, and then for collecting the PIDs only.
    /// </summary>
    public static IReadOnlyList<int> Numbers(Capture capture, TimeProvider time, Filter filter, TimeRange range, long nowBootNs)
    {
        var matching = filter.IsEverything ? null : ProcessVerdicts.Of(new QueryRun(capture.Store, time), filter, nowBootNs);
        var found = capture.Store.Read(view =>
        {
            var numbers = new List<(int Lives, long NewestNs, int Pid)>(view.Processes.Pids.Count);
            foreach (var (pid, lives) in view.Processes.Pids)
            {
                if ((matching is null && range.IsEverything) || lives.Lives.Any(life => (matching is null || matching.Matches(life)) && IsIn(range, life)))
                {
                    numbers.Add((lives.Count, lives.Newest.Id.StartNs, pid));
                }
            }

            return numbers;
        });
        found.Sort((a, b) => b.CompareTo(a));
        return found.ConvertAll(number => number.Pid);
    }

    /// <summary>The lanes of the visible PIDs.</summary>
    public static IReadOnlyList<PidLane> Lanes(Capture capture, IEnumerable<int> pids, Filter filter, TimeRange range, long nowBootNs, long? atBootNs)
        => capture.Store.Read(view =>
        {
            var matcher = new ProcessMatcher(filter, nowBootNs);
            return (IReadOnlyList<PidLane>)[.. from pid in pids
                   let lives = view.Processes.Lives(pid)
                   where lives is { Lives.Count: > 0 }
                   select new PidLane(
                       Of(pid, lives, nowBootNs, LivesPerLane),
                       lives.Lives.TakeLast(LivesPerLane).Where(l => matcher.Matches(l) && IsIn(range, l)).Select(l => l.Life).ToHashSet(),
                       atBootNs is { } at ? PidMoment.Of(lives, at).Life?.Life : null)];
        });

    /// <summary>One sentence on which process had a PID at a moment; null when the PID was not seen.</summary>
    public static string? AnswerAt(Capture capture, int pid, long bootNs, TimeDisplay times)
        => capture.Store.Read(view => view.Processes.Lives(pid) is { Lives.Count: > 0 } lives
            ? PidMomentSentence.Of(pid, lives, bootNs, view.Clock, times)
            : null);

    /// <summary>True when the process existed within the range.</summary>
    private static bool IsIn(TimeRange range, ProcessRecord life)
        => (range.To is not { } to || life.Start.CompareTo(to) < 0) && (range.From is not { } from || life.Exit is not { } exit || exit.Time.CompareTo(from) >= 0);

    /// <summary>"4312 was 3 different processes: make, cc1 and id."</summary>
    public static string Answer(PidFact fact)
    {
        var names = fact.Lives.Select(l => DisplayText.Name(l.Comm)).Distinct().ToList();
        var named = names.Count switch
        {
            1 => names[0],
            <= 4 => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
            _ => $"{string.Join(", ", names.TakeLast(3))} and others",
        };
        return fact.LifeCount == 1
            ? $"{fact.Pid} was one process: {named}."
            : $"{fact.Pid} was {fact.LifeCount} different processes: {named}.";
    }

    private static PidFact Of(int pid, PidLives lives, long nowBootNs, int max)
    {
        var facts = LifeFact.Of(lives, nowBootNs, max);
        return new PidFact(pid, lives.Count, facts, facts.Min(l => l.GapNs));
    }
}
