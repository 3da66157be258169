namespace Dashboard.Core.Model;

/// <summary>Lifetime resource usage of a process with all its threads, read at its exit.</summary>
public readonly record struct ResourceUsage
{
    public long UserNs { get; init; }

    public long SystemNs { get; init; }

    public long MaxRssBytes { get; init; }

    public long MinorFaults { get; init; }

    public long MajorFaults { get; init; }

    public long VoluntarySwitches { get; init; }

    public long InvoluntarySwitches { get; init; }

    /// <summary>Bytes read from storage; null where the kernel does not account IO.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>Bytes written to storage; null where the kernel does not account IO.</summary>
    public long? WriteBytes { get; init; }
}
