using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>A station of a process's way through its images: an image that began, or an exec that failed.</summary>
public sealed record TrackEntry
{
    public required long BootNs { get; init; }

    /// <summary>Set for an image.</summary>
    public Image? Image { get; init; }

    /// <summary>Set for a failed exec, the final one of a PATH search.</summary>
    public FailedExec? Failed { get; init; }

    /// <summary>The PATH lookups that led here, oldest first: openable, counted apart.</summary>
    public IReadOnlyList<FailedExec> Lookups { get; init; } = [];

    /// <summary>How long the image ran; null while it does, and for a failed exec.</summary>
    public long? RanNs { get; init; }
}
