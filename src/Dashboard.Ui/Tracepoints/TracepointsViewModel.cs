using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Tracepoints;

/// <summary>State of the Tracepoints page, read once a second while it is open.</summary>
public sealed class TracepointsViewModel(Capture capture, IInspection inspection, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Hits at the last reading. Bounded by the probes.</summary>
    private Dictionary<string, long> _before = [];

    private long _at;

    public FeedStatus Status { get; private set; } = capture.Status();

    public IReadOnlyList<TracepointRow> Rows { get; private set; } = [];

    /// <summary>Losses by cause, including zero.</summary>
    public IReadOnlyList<(string Cause, long Count)> Losses { get; private set; } = [];

    public CpuShares? Cpu { get; private set; }

    /// <summary>Memory use of the store.</summary>
    public MemoryUse Memory { get; private set; } = capture.Store.Read(view => view.Memory);

    /// <summary>Where the memory budget comes from.</summary>
    public MemorySetting? MemorySetting => capture.Memory;

    public long Lost => Losses.Sum(l => l.Count);

    /// <summary>Summary sentence of the page.</summary>
    public string Sentence
    {
        get
        {
            var (attached, needed) = (Rows.Count(r => r.Probe.Attached), Rows.Count(r => r.Probe.Needed));
            var probes = attached == needed ? $"All {needed} tracepoints are attached" : $"{attached} of {needed} tracepoints are attached";
            var lost = Lost == 0 ? "no loss was counted" : $"{DisplayText.Count(Lost, "record was", "records were")} lost";
            var shares = Rows.Where(r => r.Share is not null).Sum(r => r.Share!.Value);
            return Rows.All(r => r.Share is null)
                ? $"{probes}, and {lost}."
                : $"{probes}, {lost}, and the probes use {Percent(shares)} of one CPU now.";
        }
    }

    /// <summary>Reads all figures; also makes the kernel measure the probes for some seconds.</summary>
    public void Refresh()
    {
        Status = capture.StatusWithCosts();
        Cpu = inspection.Cpu(Status);
        Memory = capture.Store.Read(view => view.Memory);
        var seconds = time.GetElapsedTime(_at).TotalSeconds;
        Rows = [.. Status.Probes.Select(p => new TracepointRow(
            p, _before.TryGetValue(p.Name, out var hits) && seconds > 0 ? (p.Hits - hits) / seconds : null))];
        _before = Status.Probes.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Hits);
        _at = time.GetTimestamp();
        Losses = ReadLosses();
    }

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.001 ? "0.###" : "0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>Diagnostics for a bug report: data on the machine and this program, none on processes.</summary>
    public string Diagnostics(DoctorReport? doctor) => JsonSerializer.Serialize(
        new
        {
            Source = Status.Source.ToName(),
            Status.Kernel,
            AttachedAt = Status.AttachedAt.ToString(),
            // Fields only, because values may name a user or a program.
            KernelFilters = Status.Filter?.Terms.Select(t => t.Split(' ')[0]) ?? [],
            Status.Ring,
            Lost = Losses.ToDictionary(l => l.Cause, l => l.Count),
            // Without process names.
            Status.Pressure?.Shed,
            Cpu,
            Memory,
            Probes = Rows.Select(r => new { r.Probe.Name, r.Probe.Program, r.Probe.Attached, r.Probe.Reason, r.Probe.Hits, r.Probe.AverageNs, r.Probe.Instructions, r.PerSecond }),
            Status.Limits,
            Status.RunTimesUnknown,
            doctor?.Compiler,
            doctor?.Checks,
            doctor?.LoadLog,
        },
        Json);

    /// <summary>The known causes first, also those without a loss.</summary>
    private List<(string Cause, long Count)> ReadLosses()
    {
        var lostByCause = capture.Store.Read(view => Status.LostWith(view.Counters.LostByCause));
        var known = LossCauses.All.Select(c => c.Cause).ToList();
        return [.. known.Select(c => (c, lostByCause.GetValueOrDefault(c))), .. lostByCause.Where(t => !known.Contains(t.Key)).Select(t => (t.Key, t.Value))];
    }
}
