using System.Globalization;
using Dashboard.Core.Feeds;
using Dashboard.Core.Filtering;
using Dashboard.Core.Processes;
using Dashboard.Ui.Text;

namespace Dashboard.Ui.State;

/// <summary>Which process was pid N, and which numbers were handed out more than once.</summary>
public static class PidsView
{
    /// <summary>Rows of the list of reused numbers: the most reused.</summary>
    public const int MaxReused = 60;

    /// <summary>Lives that a lane draws: the newest.</summary>
    private const int LivesPerLane = 8;

    /// <summary>Null when the number was not seen.</summary>
    public static PidFact? Find(Capture capture, int pid, long nowBootNs)
        => capture.Store.Read(view => view.Processes.Lives(pid) is { } lives ? Of(pid, lives, nowBootNs, ProcessFacts.MaxLives) : null);

    /// <summary>Numbers that were several processes, the most lives first; with a filter, where one of the lives matches.</summary>
    public static (IReadOnlyList<PidFact> Rows, int Count) Reused(Capture capture, Filter filter, long nowBootNs)
        => capture.Store.Read(view =>
        {
            var subject = new ProcessFilterSubject(nowBootNs);
            var reused = view.Processes.Pids
                .Where(p => p.Value.Lives.Count > 1 && (filter.IsEverything || p.Value.Lives.Any(l => filter.Matches(subject.At(l)))))
                .OrderByDescending(p => p.Value.Count).ThenBy(p => p.Key)
                .ToList();
            return ((IReadOnlyList<PidFact>)[.. reused.Take(MaxReused).Select(p => Of(p.Key, p.Value, nowBootNs, LivesPerLane))], reused.Count);
        });

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
        var names = fact.Lives.Select(l => Shown.Text(l.Comm)).Distinct().ToList();
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
