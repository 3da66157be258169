using System.Diagnostics;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Server.Hubs;
using Dashboard.Server.Ingest;
using Prometheus;

namespace Dashboard.Server.Metrics;

/// <summary>
/// The metrics of the capture. They are read when they are asked for: between two scrapes they cost nothing. What is not known has no
/// sample, so that it is not taken for 0.
/// </summary>
internal sealed class CaptureMetrics
{
    private const double NsPerSecond = 1e9;

    private readonly Capture _capture;
    private readonly IngestLag _lag;
    private readonly ViewerCount _viewers;

    /// <summary>A registry of its own: the default one adds metrics of the runtime.</summary>
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();

    private readonly Gauge _info, _up, _attached, _processes, _lagSeconds, _ringSize, _ringUsed, _probeAttached, _memoryUsed, _memoryBudget, _openViewers, _resident;
    private readonly Counter _events, _failedExits, _lost, _shed, _evicted, _probeHits, _probeMissed, _readerCpu, _cpu;

    public CaptureMetrics(Capture capture, IngestLag lag, ViewerCount viewers)
    {
        (_capture, _lag, _viewers) = (capture, lag, viewers);
        _info = Gauge("lifecycle_capture_info", "Always 1. The labels describe the capture; source is bpf, or replay for a recording.", "source", "kernel", "boot_id");
        _up = Gauge("lifecycle_capture_up", "1 while the source delivers events, 0 after it has failed.");
        _attached = Gauge("lifecycle_capture_start_time_seconds", "When capture began, in seconds since the Unix epoch.");
        _events = Counter("lifecycle_events_total", "Events since capture began, by kind.", "kind");
        _failedExits = Counter("lifecycle_exits_failed_total", "Exits with a status other than 0 or by a signal, since capture began.");
        _lost = Counter("lifecycle_events_lost_total", "Records that were lost since capture began, by cause.", "cause");
        _shed = Counter("lifecycle_events_shed_total", "Events without their long arguments or long path, because the ring buffer was filling up.", "part");
        _processes = Gauge("lifecycle_processes", "Processes in the table: running, zombies included, or exited.", "state");
        _evicted = Counter("lifecycle_evicted_total", "Events and exited processes that were removed to stay within the limits.", "of");
        _lagSeconds = Gauge("lifecycle_ingest_lag_seconds", "Age of the newest event when it was stored.");
        _ringSize = Gauge("lifecycle_ring_size_bytes", "Size of the BPF ring buffer.");
        _ringUsed = Gauge("lifecycle_ring_used_bytes", "Bytes in the BPF ring buffer that are not read yet.");
        _probeAttached = Gauge("lifecycle_probe_attached", "1 for an attached probe. 0: its events are not seen.", "probe");
        _probeHits = Counter("lifecycle_probe_hits_total", "Runs of the probe.", "probe");
        _probeMissed = Counter("lifecycle_probe_missed_total", "Runs that the kernel skipped and that no other program made up for.", "probe");
        _memoryUsed = Gauge("lifecycle_memory_used_bytes", "Memory of the data that is kept, by part.", "part");
        _memoryBudget = Gauge("lifecycle_memory_budget_bytes", "Upper bound of the sum of lifecycle_memory_used_bytes.");
        _openViewers = Gauge("lifecycle_viewers", "Open pages, hub subscriptions and NDJSON streams.");
        _readerCpu = Counter("lifecycle_reader_cpu_seconds_total", "CPU time of the thread that reads the ring buffer; also part of process_cpu_seconds_total.");
        _cpu = Counter("process_cpu_seconds_total", "CPU time of the dashboard, user and system.");
        _resident = Gauge("process_resident_memory_bytes", "Resident memory of the dashboard.");
        using var self = Process.GetCurrentProcess();
        Gauge("process_start_time_seconds", "When the dashboard was started, in seconds since the Unix epoch.").SetToTimeUtc(self.StartTime.ToUniversalTime());
        _registry.AddBeforeCollectCallback(Update);
    }

    public Task WriteAsync(Stream to, CancellationToken cancel) => _registry.CollectAndExportAsTextAsync(to, cancel);

    private void Update()
    {
        var status = _capture.Status();
        UpdateSource(status);
        var lost = _capture.Store.Read(view =>
        {
            UpdateStore(view);
            return status.LostWith(view.Counters.LostByCause);
        });
        foreach (var (cause, count) in lost)
        {
            _lost.WithLabels(cause).IncTo(count);
        }

        _openViewers.Set(_viewers.Now);
        _cpu.IncTo(Environment.CpuUsage.TotalTime.TotalSeconds);
        _resident.Set(Environment.WorkingSet);
    }

    private void UpdateSource(FeedStatus status)
    {
        _info.WithLabels(status.Source.ToName(), status.Kernel ?? "", status.BootId ?? "").Set(1);
        _up.Set(_capture.HasFailed ? 0 : 1);
        SetOrHide(_attached, status.AttachedAt == default ? null : status.AttachedAt.UnixNs / NsPerSecond);
        SetOrHide(_lagSeconds, _lag.Ms / 1e3);
        SetOrHide(_ringSize, status.Ring?.Size);
        SetOrHide(_ringUsed, status.Ring?.Used);
        if (status.ReaderCpuNs is { } reader)
        {
            _readerCpu.IncTo(reader / NsPerSecond);
        }

        if (status.Source == FeedSource.Bpf)
        {
            _shed.WithLabels("arguments").IncTo(status.Pressure?.Shed.Arguments ?? 0);
            _shed.WithLabels("paths").IncTo(status.Pressure?.Shed.Paths ?? 0);
        }

        foreach (var probe in status.Probes)
        {
            _probeAttached.WithLabels(probe.Name).Set(probe.Attached || !probe.Needed ? 1 : 0);
            _probeHits.WithLabels(probe.Name).IncTo(probe.Hits);
            _probeMissed.WithLabels(probe.Name).IncTo(probe.Missed);
        }
    }

    private void UpdateStore(StoreReader view)
    {
        foreach (var (kind, count) in view.Counters.ByKind)
        {
            _events.WithLabels(EventKinds.NameOf(kind)).IncTo(count);
        }

        _failedExits.IncTo(view.FailedExits.Failed);
        _processes.WithLabels("running").Set(view.Processes.LiveCount);
        _processes.WithLabels("exited").Set(view.Processes.ExitedCount);
        var memory = view.Memory;
        _evicted.WithLabels("events").IncTo(memory.EventsEvicted);
        _evicted.WithLabels("processes").IncTo(memory.ProcessesEvicted);
        _memoryBudget.Set(memory.Budget);
        _memoryUsed.WithLabels("arguments").Set(memory.Arguments);
        _memoryUsed.WithLabels("events").Set(memory.Events);
        _memoryUsed.WithLabels("processes").Set(memory.Processes);
        _memoryUsed.WithLabels("failures").Set(memory.Failures);
        _memoryUsed.WithLabels("other").Set(memory.Other);
    }

    private static void SetOrHide(Gauge gauge, double? value)
    {
        if (value is { } known)
        {
            gauge.Set(known);
        }
        else
        {
            gauge.Unpublish();
        }
    }

    private Gauge Gauge(string name, string help, params string[] labels)
        => Prometheus.Metrics.WithCustomRegistry(_registry).CreateGauge(name, help, labels, new GaugeConfiguration { SuppressInitialValue = true });

    private Counter Counter(string name, string help, params string[] labels)
        => Prometheus.Metrics.WithCustomRegistry(_registry).CreateCounter(name, help, labels, new CounterConfiguration { SuppressInitialValue = true });
}
