namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>How many runs of probes the kernel has skipped, as last asked for: that costs too much for each batch.</summary>
/// <param name="Count">What two looks agree on.</param>
/// <param name="IsWhole">Nothing that was skipped before <paramref name="ReadFromNs"/> can be missing from the count.</param>
/// <param name="ReadFromNs">Boot time before it was asked.</param>
/// <param name="ToNs">Boot time after the look before: all that is counted happened until then.</param>
internal readonly record struct MissedRuns(long Count, bool IsWhole, long ReadFromNs, long ToNs);
