using Dashboard.Core.History;
using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>
/// The live processes that use the most CPU, for all viewers: one reading a second, and only while a viewer asks. Reading all processes
/// each second would cost more than the capture, so a fifth of them is read in turn, and the busy ones each time. Thread-safe.
/// </summary>
/// <param name="sampler">Null for a recording.</param>
public sealed class BusyProcesses(LifecycleStore store, UsageSampler? sampler, TimeProvider time)
{
    public const int MaxShown = 5;

    /// <summary>Seconds until each process was read.</summary>
    public const int Turns = 5;

    /// <summary>A smaller share is no use worth a line.</summary>
    private const double MinCpu = 0.005;

    /// <summary>Two readings make a share.</summary>
    private const int FirstReadings = 2;

    private static readonly TimeSpan MinAge = UsageSampler.Interval * 0.9;

    /// <summary>After this time shares are of the past.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    /// <summary>The processes with a share, by the last reading. Bounded by <see cref="UsageSampler.MaxProcesses"/>.</summary>
    private Dictionary<ProcessId, ProcessUsage> _known = [];
    private IReadOnlyList<BusyProcess> _busiest = [];
    private long? _readAt;
    private int _readings;

    public MachineUsage? Machine => sampler?.SampleMachine();

    /// <summary>Most CPU first.</summary>
    public IReadOnlyList<BusyProcess> Read()
    {
        if (sampler is null)
        {
            return [];
        }

        lock (_lock)
        {
            if (_readAt is { } at && time.GetElapsedTime(at) is var age)
            {
                if (age < MinAge)
                {
                    return _busiest;
                }

                _readings = age > MaxAge ? 0 : _readings;
            }

            _readAt = time.GetTimestamp();
            _readings++;
            var live = store.Read(view => view.Processes.Live.Take(UsageSampler.MaxProcesses).Select(p => p.ToReference()).ToList());
            var due = _readings <= FirstReadings ? live : live.Where(p => p.Pid % Turns == _readings % Turns || IsBusy(p.Id!.Value));
            var read = sampler.Sample(due.Select(p => p.Id!.Value));
            var known = new Dictionary<ProcessId, ProcessUsage>();
            foreach (var process in live)
            {
                var id = process.Id!.Value;
                if ((read.GetValueOrDefault(id) ?? _known.GetValueOrDefault(id)) is { } usage)
                {
                    known[id] = usage;
                }
            }

            _known = known;
            return _busiest = [.. live.Where(p => IsBusy(p.Id!.Value)).Select(p => new BusyProcess(p, _known[p.Id!.Value].Cpu!.Value, _known[p.Id!.Value].ResidentBytes))
                .OrderByDescending(p => p.Cpu).Take(MaxShown)];
        }
    }

    private bool IsBusy(ProcessId id) => _known.TryGetValue(id, out var usage) && usage.Cpu >= MinCpu;
}
