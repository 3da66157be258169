using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Counts;

/// <summary>Failed exits of one program in one way.</summary>
public sealed record ExitGroup
{
    /// <summary>1 to 255; null when killed by a signal.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The fatal signal; null when it exited by itself.</summary>
    public int? Signal { get; init; }

    /// <summary>"SIGKILL"; null when not killed by a signal.</summary>
    public string? SignalName => Signal is { } signal ? Model.Signal.NameOf(signal) : null;

    /// <summary>Chosen by the kernel's out-of-memory killer.</summary>
    public bool Oom { get; init; }

    /// <summary>The name at the exit.</summary>
    public string? Comm { get; init; }

    /// <summary>The name of the process that forked it, at that moment; null where the fork was not seen.</summary>
    public string? StartedBy { get; init; }

    /// <summary>The name of the process that sent the signal; null where no sender was seen.</summary>
    public string? SentBy { get; init; }

    public long Count { get; init; }

    public Timestamp First { get; init; }

    public Timestamp Last { get; init; }

    /// <summary>The newest process.</summary>
    public ProcessId Example { get; init; }

    /// <summary>Stands for all names beyond the limit (<see cref="ExitBreakdown.MaxGroups"/>); the names are null.</summary>
    public bool OtherNames { get; init; }
}
