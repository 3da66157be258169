namespace Dashboard.Core.Events;

/// <summary>What a capture left out or lost, counted exactly.</summary>
public sealed record ShedCounts
{
    /// <summary>Execs whose long arguments were left out.</summary>
    public long Arguments { get; init; }

    /// <summary>Execs and directory changes whose long path was left out.</summary>
    public long Paths { get; init; }

    /// <summary>Records that are missing, by kind: "fork", "exec.enter", "exec", "exec.fail", "exit", "release", …</summary>
    public IReadOnlyDictionary<string, long> Records { get; init; } = new Dictionary<string, long>();

    public ShedCounts Plus(ShedCounts other)
    {
        var records = new Dictionary<string, long>(Records);
        foreach (var (kind, count) in other.Records)
        {
            records[kind] = records.GetValueOrDefault(kind) + count;
        }

        return new ShedCounts { Arguments = Arguments + other.Arguments, Paths = Paths + other.Paths, Records = records };
    }
}
