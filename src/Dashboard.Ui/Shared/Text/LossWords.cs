using Dashboard.Core.Events;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Text for what is missing, which program and user it belonged to, and which filled the ring buffer.</summary>
public static class LossWords
{
    /// <summary>Keyed by the names in docs/events.md.</summary>
    private static readonly Dictionary<string, (string One, string Many)> Kinds = new()
    {
        ["fork"] = ("birth", "births"),
        ["exec.enter"] = ("exec call", "exec calls"),
        ["exec"] = ("exec", "execs"),
        ["exec.fail"] = ("failed exec", "failed execs"),
        ["exit"] = ("exit", "exits"),
        ["threads"] = ("thread start or end", "thread starts and ends"),
        ["release"] = ("release by the kernel", "releases by the kernel"),
        ["reap"] = ("wait", "waits"),
        ["rename"] = ("rename", "renames"),
        ["fork.fail"] = ("failed fork", "failed forks"),
        ["signal"] = ("fatal signal", "fatal signals"),
        ["oom"] = ("choice of the OOM killer", "choices of the OOM killer"),
        ["credentials"] = ("change of credentials", "changes of credentials"),
        ["chdir"] = ("change of directory", "changes of directory"),
    };

    /// <summary>Text of a row of the events page.</summary>
    public static string Of(LostEvent lost)
    {
        var filled = FilledBy(lost.Culprits is [var culprit, ..] ? culprit : null);
        if (lost is { Count: 0, Shed: { } shed })
        {
            return $"No event is missing here, but {Of(shed)}{filled}";
        }

        var whose = lost.Origin is [var origin, ..] ? $"; {DisplayText.Count(origin.Shed.Records.Values.Sum())} of them by {Who(origin.Comm, origin.User, origin.Uid)}" : "";
        return $"{DisplayText.Count(lost.Count, "event is", "events are")} missing here: {DisplayText.Text(lost.Cause)}{whose}{filled}";
    }

    /// <summary>"; the ring buffer was filled by flood (alice)", or "".</summary>
    public static string FilledBy(Culprit? culprit)
        => culprit is null ? "" : $"; the ring buffer was filled by {Who(culprit.Comm, culprit.User, culprit.Uid)}";

    /// <summary>"flood (alice)"</summary>
    public static string Who(string comm, string? user, uint uid)
        => $"{Name(comm)} ({User(user, uid)})";

    /// <summary>An empty name is the rest that was not counted by name.</summary>
    public static string Name(string comm) => comm.Length == 0 ? "other programs" : DisplayText.Name(comm);

    public static string User(string? user, uint uid) => user is null ? $"uid {uid}" : DisplayText.Text(user);

    /// <summary>"long arguments of 3,936 execs are left out", "12 births, 4 exits are lost"; "nothing".</summary>
    public static string Of(ShedCounts shed)
    {
        var parts = new List<string>();
        if (shed.Arguments > 0)
        {
            parts.Add($"long arguments of {DisplayText.Count(shed.Arguments, "exec", "execs")} are left out");
        }

        if (shed.Paths > 0)
        {
            parts.Add($"long paths of {DisplayText.Count(shed.Paths, "record", "records")} are left out");
        }

        // Bounded, because a recording may contain any kinds.
        var records = shed.Records.Where(r => r.Value > 0).OrderByDescending(r => r.Value).Take(16).Select(OfKind).ToList();
        if (records.Count > 0)
        {
            parts.Add($"{string.Join(", ", records)} {(shed.Records.Values.Sum() == 1 ? "is" : "are")} lost");
        }

        return parts.Count == 0 ? "nothing" : string.Join("; ", parts);
    }

    private static string OfKind(KeyValuePair<string, long> record)
        => Kinds.TryGetValue(record.Key, out var words) ? DisplayText.Count(record.Value, words.One, words.Many) : $"{DisplayText.Count(record.Value)} {DisplayText.Text(record.Key, 40)}";
}
