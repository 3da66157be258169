using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Querying;
using Dashboard.Core.Statistics.Pids;
using Dashboard.Ui.Process;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Pids;

/// <summary>Which process was pid N, and how the numbers are handed out.</summary>
public static class PidsView
{
    /// <summary>Lives that a lane draws: the newest.</summary>
    private const int LivesPerLane = 6;

    /// <summary>Null when the number was not seen.</summary>
    public static PidFact? Find(Capture capture, int pid, long nowBootNs)
        => capture.Store.Read(view => view.Processes.Lives(pid) is { } lives ? Of(pid, lives, nowBootNs, ProcessFacts.MaxLives) : null);

    /// <summary>
    /// The numbers of which a life matches, the most lives first. Asks all processes: not more than once a second. The
    /// store is held for a slice at a time, and then for the numbers only.
    /// </summary>
    public static IReadOnlyList<int> Numbers(Capture capture, TimeProvider time, Filter filter, long nowBootNs)
    {
        var matching = filter.IsEverything ? null : ProcessVerdicts.Of(new QueryRun(capture.Store, time), filter, nowBootNs);
        var found = capture.Store.Read(view =>
        {
            var numbers = new List<(int Lives, long NewestNs, int Pid)>(view.Processes.Pids.Count);
            foreach (var (pid, lives) in view.Processes.Pids)
            {
                if (matching is null || lives.Lives.Any(matching.Matches))
                {
                    numbers.Add((lives.Count, lives.Newest.Id.StartNs, pid));
                }
            }

            return numbers;
        });
        found.Sort((a, b) => b.CompareTo(a));
        return found.ConvertAll(number => number.Pid);
    }

    /// <summary>The lanes of some numbers: those that are in sight.</summary>
    public static IReadOnlyList<PidLane> Lanes(Capture capture, IEnumerable<int> pids, Filter filter, long nowBootNs, long? atBootNs)
        => capture.Store.Read(view =>
        {
            var subject = new ProcessFilterSubject(nowBootNs);
            return (IReadOnlyList<PidLane>)[.. from pid in pids
                   let lives = view.Processes.Lives(pid)
                   where lives is { Lives.Count: > 0 }
                   select new PidLane(
                       Of(pid, lives, nowBootNs, LivesPerLane),
                       lives.Lives.TakeLast(LivesPerLane).Where(l => filter.Matches(subject.At(l))).Select(l => l.Life).ToHashSet(),
                       atBootNs is { } at ? PidMoment.Of(lives, at).Life?.Life : null)];
        });

    /// <summary>Which process a number was at a moment, in a sentence; null when the number was not seen.</summary>
    public static string? AnswerAt(Capture capture, int pid, long bootNs, TimeDisplay times)
        => capture.Store.Read(view => view.Processes.Lives(pid) is { Lives.Count: > 0 } lives
            ? PidMomentSentence.Of(pid, lives, bootNs, view.Clock, times)
            : null);

    /// <summary>Reads what somebody typed: a number, or an id of which the number is taken.</summary>
    public static int? ParsePid(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (ProcessId.TryParse(trimmed, out var id))
        {
            return id.Pid;
        }

        return int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    /// <summary>"4312 was 3 different processes: make, cc1 and id."</summary>
    public static string Answer(PidFact fact)
    {
        var names = fact.Lives.Select(l => Shown.Name(l.Comm)).Distinct().ToList();
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

    private static PidFact Of(int pid, PidLives lives, long nowBootNs, int most)
    {
        var facts = LifeFact.Of(lives, nowBootNs, most);
        return new PidFact(pid, lives.Count, facts, facts.Min(l => l.GapNs));
    }
}
