using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>
/// Detects changes in the images of a life. Pulls copy the lists, but items are immutable and append-only, so counts and
/// last items suffice; the count of lookups covers failed execs that are later marked as lookups.
/// </summary>
internal readonly record struct LifeSignature(int Images, Image? Last, int Failures, int Lookups, long FinalFailures, ProcessExit? Exit)
{
    public static LifeSignature Of(IReadOnlyList<Image> images, IReadOnlyList<FailedExec> failures, long finalFailures, ProcessExit? exit)
        => new(images.Count, images.Count > 0 ? images[^1] : null, failures.Count, failures.Count(f => f.Lookup), finalFailures, exit);
}
