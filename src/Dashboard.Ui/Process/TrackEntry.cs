using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>An entry of the image track: a new image or a failed exec.</summary>
public sealed record TrackEntry
{
    public required long BootNs { get; init; }

    /// <summary>Set for an image.</summary>
    public Image? Image { get; init; }

    /// <summary>Set for a failed exec; for a PATH search, its final attempt.</summary>
    public FailedExec? Failed { get; init; }

    /// <summary>The PATH lookups before this entry, oldest first; shown on demand and not counted as failures.</summary>
    public IReadOnlyList<FailedExec> Lookups { get; init; } = [];

    /// <summary>How long the image ran; null while it runs and for a failed exec.</summary>
    public long? RanNs { get; init; }
}
