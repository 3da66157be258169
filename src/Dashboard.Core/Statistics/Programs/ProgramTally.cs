using System.Runtime.InteropServices;
using Dashboard.Core.Model;

namespace Dashboard.Core.Statistics.Programs;

/// <summary>Collects the runs of one program.</summary>
internal sealed class ProgramTally(ProgramKey key)
{
    /// <summary>Of the exited ones. Bounded by the processes that the table holds.</summary>
    private readonly List<long> _lifetimes = [];
    private int _exitKnown;
    private int _cpuKnown;
    private long _maxRssBytes;
    private ProcessId _newest;
    private bool _isSorted;

    public ProgramKey Key => key;

    public int Runs { get; private set; }

    /// <summary>Processes that ran it already when the counted time began.</summary>
    public int Already { get; private set; }

    public int Failed { get; private set; }

    public long CpuNs { get; private set; }

    public long SumNs { get; private set; }

    public long MedianNs => At((_lifetimes.Count - 1) / 2) ?? -1;

    public long P95Ns => At((((_lifetimes.Count * 95) + 99) / 100) - 1) ?? -1;

    /// <param name="sinceBootNs">The beginning of the counted time; 0 where it is that of the capture.</param>
    public void Add(in ProgramRun run, long sinceBootNs)
    {
        if (run.BeganBootNs >= sinceBootNs)
        {
            Runs++;
        }
        else
        {
            Already++;
        }

        Failed += run.Failed ? 1 : 0;
        _exitKnown += run.ExitKnown ? 1 : 0;
        if (run.Id.StartNs >= _newest.StartNs)
        {
            _newest = run.Id;
        }

        if (run.ExitBootNs is not null)
        {
            _lifetimes.Add(run.LifetimeNs);
            SumNs += run.LifetimeNs;
        }

        if (run.CpuNs is { } cpu)
        {
            CpuNs += cpu;
            _cpuKnown++;
            _maxRssBytes = Math.Max(_maxRssBytes, run.MaxRssBytes);
        }
    }

    public ProgramTotals ToTotals(CaptureClock clock) => new(
        key, Runs, Already, Runs + Already - _lifetimes.Count, _exitKnown, Failed, _lifetimes.Count == 0 ? null : MedianNs, _lifetimes.Count == 0 ? null : P95Ns, SumNs,
        CpuNs, _cpuKnown, _cpuKnown == 0 ? null : _maxRssBytes, clock.ToTimestamp(_newest.StartNs), _newest);

    /// <summary>The lifetime at a place of their order.</summary>
    private long? At(int place)
    {
        if (!_isSorted)
        {
            CollectionsMarshal.AsSpan(_lifetimes).Sort();
            _isSorted = true;
        }

        return place >= 0 && place < _lifetimes.Count ? _lifetimes[place] : null;
    }
}
