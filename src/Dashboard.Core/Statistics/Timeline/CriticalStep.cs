using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Timeline;

/// <summary>A part of the critical path: between the two moments the subtree waited for this process.</summary>
public readonly record struct CriticalStep(ProcessId Id, string Comm, long FromNs, long ToNs)
{
    public long Ns => ToNs - FromNs;
}
