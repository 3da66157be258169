using System.Runtime.InteropServices;
using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Source;
using Dashboard.Tracing.Host;
using Dashboard.Tracing.Platform;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Tracing.Doctor;

/// <summary>Can this machine trace? Checks settings first, then tries.</summary>
public static class Examination
{
    private const string LibraryName = "Native library";
    private const string ProbesName = "Probes";
    private const string ServerName = "Privileges of the web server";
    private const string PriorityName = "Priority of the reader";

    public static DoctorReport Run() => Run(new BpfSourceOptions());

    internal static DoctorReport Run(BpfSourceOptions options)
    {
        var library = Library();
        var hasLibrary = library.State == CheckState.Ok;
        var table = hasLibrary ? Tracer.Table() : [];
        var results = MachineChecks.Run(new Machine(), Environment.IsPrivilegedProcess || CapturePart.IsThere, table).Concat(ProcessLimitChecks.Run(new Machine())).Append(library).ToList();
        if (CapturePart.IsThere)
        {
            results.Add(CheckResult.Ok(ServerName, "Has none: lifecycle-capture has those that tracing takes, and answers a fixed set of questions."));
        }
        else if (Separation.Sentence is { } sentence)
        {
            results.Add(CheckResult.Warn(ServerName, sentence, "docs/capabilities.md says what two processes take."));
        }

        IReadOnlyList<CaptureLimit> limits = [];
        if (hasLibrary)
        {
            var probes = Probes(options, table, out limits);
            results.Add(probes);
            if (probes.State != CheckState.Fail)
            {
                results.Add(Priority());
            }
        }

        return new DoctorReport
        {
            Kernel = MachineFacts.Kernel,
            Compiler = hasLibrary ? Tracer.Compiler() : null,
            Checks = results,
            Limits = limits,
            LoadLog = hasLibrary ? Tracer.LoadLog() : "",
        };
    }

    private static CheckResult Library()
    {
        try
        {
            Tracer.CheckLibrary();
            return CheckResult.Ok(LibraryName, "liblifecycle.so is there and of the right version.");
        }
        catch (TracingUnavailableException problem)
        {
            return CheckResult.Fail(LibraryName, problem.Problem, problem.Fix);
        }
    }

    /// <summary>Loads and attaches all probes for a moment, which also shows refusals without a setting, such as by seccomp.</summary>
    private static CheckResult Probes(BpfSourceOptions options, IReadOnlyList<ProbeEntry> table, out IReadOnlyList<CaptureLimit> limits)
    {
        limits = [];
        try
        {
            using var tracer = Tracer.Open(options);
            tracer.Attach();
            var probes = tracer.Probes();
            limits = Limits.Of(probes, table, Tracer.LoadLog(), new Machine(), RuntimeInformation.ProcessArchitecture);
            var missing = probes.Where(p => !p.Attached && p.Needed).ToList();
            return missing.Count == 0
                ? CheckResult.Ok(ProbesName, $"The ring buffer was created and all {probes.Count(p => p.Needed)} probes were attached.")
                : CheckResult.Warn(
                    ProbesName,
                    string.Join(' ', missing.Select(p => p.Reason)),
                    "The rest works without.");
        }
        catch (TracingUnavailableException problem)
        {
            return CheckResult.Fail(ProbesName, problem.Problem, problem.Fix);
        }
    }

    /// <summary>Tried on a temporary thread, because capability, limit and cgroup together decide.</summary>
    private static CheckResult Priority()
    {
        var granted = false;
        var thread = new Thread(() => granted = Priorities.SetRealTime(LibC.GetThreadId()));
        thread.Start();
        thread.Join();
        return granted
            ? CheckResult.Ok(PriorityName, "The thread that empties the ring comes before all others.")
            : CheckResult.Warn(
                PriorityName,
                "The thread that empties the ring gets no real-time priority; a storm that takes all CPUs can lose records, which are counted.",
                "Run it as root, or add the capability CAP_SYS_NICE.");
    }
}
