using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Grid;

/// <summary>
/// Tells whether the images of a life have changed. Lists are copied with each pull, but what is in them is immutable
/// and only ever added at the end, so counts and last items say all; a lookup that is found out later replaces its item.
/// </summary>
internal readonly record struct LifeSignature(int Images, Image? Last, int Failures, int Lookups, long FinalFailures, ProcessExit? Exit)
{
    public static LifeSignature Of(IReadOnlyList<Image> images, IReadOnlyList<FailedExec> failures, long finalFailures, ProcessExit? exit)
        => new(images.Count, images.Count > 0 ? images[^1] : null, failures.Count, failures.Count(f => f.Lookup), finalFailures, exit);
}
