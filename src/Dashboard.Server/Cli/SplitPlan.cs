using Dashboard.Core.Feeds;

namespace Dashboard.Server.Cli;

/// <summary>What a command needs of a privileged part; nothing of it can be asked for later.</summary>
internal sealed record SplitPlan
{
    /// <summary>A recording is not traced.</summary>
    public string? Recording { get; init; }

    /// <summary>Where a privileged part listens; null: one is started.</summary>
    public string? CaptureSocket { get; init; }

    public int? RingBytes { get; init; }

    public KernelFilter? Filter { get; init; }

    public bool Environment { get; init; }

    public bool Lab { get; init; }

    /// <summary>Whether a directory for data is to be made for a user without a home.</summary>
    public bool Data { get; init; }

    /// <summary>A command to trace, as the user who started this program.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Where a web server listens; empty without one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];
}
