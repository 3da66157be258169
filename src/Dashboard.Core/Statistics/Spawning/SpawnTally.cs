using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Spawning;

/// <summary>Collects the starts of one group.</summary>
internal sealed class SpawnTally(SpawnKey key)
{
    /// <summary>Bounded by the processes that the table holds.</summary>
    private readonly List<SpawnStart> _starts = [];

    public int Starts => _starts.Count;

    public int Ended { get; private set; }

    public int ExitKnown { get; private set; }

    public int Failed { get; private set; }

    public long CpuNs { get; private set; }

    public int CpuKnown { get; private set; }

    public void Add(in SpawnStart start) => _starts.Add(start);

    /// <summary>Sums up the starts from a moment on: of earlier ones only long-lived processes are still held.</summary>
    public void Close(long sinceBootNs)
    {
        _starts.RemoveAll(start => start.Process.StartNs < sinceBootNs);
        foreach (ref readonly var start in CollectionsMarshal.AsSpan(_starts))
        {
            Ended += start.HasEnded ? 1 : 0;
            ExitKnown += start.Failed is null ? 0 : 1;
            Failed += start.Failed == true ? 1 : 0;
            CpuNs += start.CpuNs ?? 0;
            CpuKnown += start.CpuNs is null ? 0 : 1;
        }
    }

    /// <summary>Call it after <see cref="Close"/>, for a group that is not empty.</summary>
    public SpawnGroup ToGroup(CaptureClock clock)
    {
        _starts.Sort((a, b) => a.Process.StartNs.CompareTo(b.Process.StartNs));
        var moments = new long[_starts.Count];
        var parents = new HashSet<ProcessId>();
        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] = _starts[i].Process.StartNs;
            if (_starts[i].Starter is { } parent)
            {
                parents.Add(parent);
            }
        }

        return new SpawnGroup(
            key, Starts, parents.Count, clock.ToTimestamp(moments[0]), clock.ToTimestamp(moments[^1]), SpawnInterval.Of(moments),
            Ended, ExitKnown, Failed, CpuNs, CpuKnown, _starts[^1].Process);
    }
}
