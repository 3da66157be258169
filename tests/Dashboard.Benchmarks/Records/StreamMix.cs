namespace Dashboard.Benchmarks.Records;

/// <summary>What a stream is made of.</summary>
public enum StreamMix
{
    /// <summary>vfork, exec of a static program, exit, reap: the storm of short processes.</summary>
    Cycles,

    /// <summary>Failing execs of one process, with path and arguments.</summary>
    FailingExecs,

    /// <summary>A compiler driver, its compiler and assembler, found through PATH, with a build's arguments.</summary>
    Build,

    /// <summary>Four cycles, eight failing execs and one build step, again and again.</summary>
    Mixed,
}
