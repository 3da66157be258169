using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Benchmarks.Records;

/// <summary>A process of the made-up stream: what the head of its records says.</summary>
internal readonly record struct Life(uint Pid, ulong StartNs, uint ParentPid, ulong ParentStartNs, CommBytes Comm)
{
    public Life Named(CommBytes comm) => this with { Comm = comm };
}
