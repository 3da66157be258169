using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>
/// CPU and memory of live processes, for all viewers of a capture. It reads only what a viewer asks for, a process at most
/// once in <see cref="Interval"/>, and forgets what has not been asked for in a while.
/// </summary>
public sealed class UsageSampler(IUsageReader reader, TimeProvider time)
{
    /// <summary>CPU time comes in steps of 10 ms, so a shorter interval would show steps of more than 1 %.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Maximum processes that are sampled; a question for more gets no figures of the rest.</summary>
    public const int MaxProcesses = 10_000;

    /// <summary>Number of CPU shares kept for a sparkline.</summary>
    public const int MaxHistory = 30;

    /// <summary>Shorter than a second, because two timers of a second do not run in step.</summary>
    private static readonly TimeSpan MinAge = Interval * 0.9;

    /// <summary>After this time a share would be an average of the past, so sampling begins anew.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<ProcessId, Entry> _entries = [];
    private (long At, long BusyNs, MachineUsage Usage)? _machine;
    private long _forgotAt = time.GetTimestamp();

    /// <summary>The usage of those that are alive and visible.</summary>
    public IReadOnlyDictionary<ProcessId, ProcessUsage> Sample(IEnumerable<ProcessId> processes)
    {
        var usages = new Dictionary<ProcessId, ProcessUsage>();
        lock (_lock)
        {
            Forget();
            foreach (var id in processes)
            {
                if (Sample(id) is { } usage)
                {
                    usages[id] = usage;
                }
            }
        }

        return usages;
    }

    /// <summary>Null when the machine's figures cannot be read.</summary>
    public MachineUsage? SampleMachine()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_machine is { } last && time.GetElapsedTime(last.At, now) < MinAge)
            {
                return last.Usage;
            }

            if (reader.ReadMachine() is not { } sample)
            {
                return null;
            }

            double? cpu = _machine is { } before && time.GetElapsedTime(before.At, now) is var elapsed && elapsed < MaxAge
                ? Math.Clamp((sample.BusyNs - before.BusyNs) / elapsed.TotalNanoseconds / Math.Max(1, sample.Cpus), 0, 1)
                : null;
            var usage = new MachineUsage(cpu, sample.Cpus, sample.MemoryBytes, sample.AvailableBytes);
            _machine = (now, sample.BusyNs, usage);
            return usage;
        }
    }

    private ProcessUsage? Sample(ProcessId id)
    {
        var now = time.GetTimestamp();
        var entry = _entries.GetValueOrDefault(id);
        if (entry is not null && time.GetElapsedTime(entry.At, now) is var age && age < MinAge)
        {
            return entry.Usage;
        }

        if (reader.Read(id) is not { } sample)
        {
            _entries.Remove(id);
            return null;
        }

        if (entry is null)
        {
            var first = new ProcessUsage(null, sample.CpuNs, sample.ResidentBytes, []);
            if (_entries.Count >= MaxProcesses)
            {
                return null;
            }

            _entries[id] = new Entry { At = now, Usage = first };
            return first;
        }

        var share = Math.Max(0, sample.CpuNs - entry.Usage.CpuNs) / time.GetElapsedTime(entry.At, now).TotalNanoseconds;
        float[] history = [.. entry.Usage.CpuHistory.Skip(Math.Max(0, entry.Usage.CpuHistory.Count + 1 - MaxHistory)), (float)share];
        entry.At = now;
        entry.Usage = new ProcessUsage(share, sample.CpuNs, sample.ResidentBytes, history);
        return entry.Usage;
    }

    /// <summary>Removes what has not been asked for in a while. At most once in <see cref="MaxAge"/>, because it looks at all.</summary>
    private void Forget()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(_forgotAt, now) < MaxAge)
        {
            return;
        }

        _forgotAt = now;
        foreach (var (id, entry) in _entries)
        {
            if (time.GetElapsedTime(entry.At, now) >= MaxAge)
            {
                _entries.Remove(id);
            }
        }
    }

    private sealed class Entry
    {
        public required long At { get; set; }

        public required ProcessUsage Usage { get; set; }
    }
}
