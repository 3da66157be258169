namespace Dashboard.Benchmarks.Cycle;

/// <summary>Where the workload and the tracer run.</summary>
internal sealed record CyclePlacement(string Name, IReadOnlyList<int> Workload, IReadOnlyList<int> Tracer)
{
    private static readonly int[] Cpus = [.. Enumerable.Range(0, Environment.ProcessorCount)];

    /// <summary>What the probes and the wake-ups cost; the reading is another CPU's.</summary>
    public static CyclePlacement OwnCpu { get; } = new("tracer on its own CPU", [0], [Cpus[^1]]);

    /// <summary>The reading is paid for too.</summary>
    public static CyclePlacement AllBusy { get; } = new("all CPUs busy with the workload", Cpus, Cpus);

    public static IReadOnlyList<CyclePlacement> All { get; } = [OwnCpu, AllBusy];
}
