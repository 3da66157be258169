using Dashboard.Core.Feeds;

namespace Dashboard.Ui.Tests;

/// <summary>A machine with settable properties.</summary>
internal sealed class FakeInspection : IInspection
{
    /// <summary>How often the cost was measured.</summary>
    public int Measurements { get; set; }

    public int Examinations { get; private set; }

    public SelfTestResult Result { get; set; } = new(true, "Tracing works.", [new("fork of pid 1", true)]);

    public TracepointFormat? FormatOf(string tracepoint) => tracepoint == "sched:sched_process_fork"
        ? new TracepointFormat("sched", "sched_process_fork", 313,
            [new("unsigned short common_type", "common_type", "unsigned short", 0, 2, false, true), new("pid_t child_pid", "child_pid", "pid_t", 12, 4, true, false)],
            null, "name: sched_process_fork\nID: 313\n")
        : null;

    public CpuShares Cpu(FeedStatus status) => new(0.012, 0.003);

    public DoctorReport Report { get; set; } = new()
    {
        Compiler = "clang version 14",
        Checks = [CheckResult.Ok("Kernel version", "Linux 6.1."), CheckResult.Fail("Capabilities", "CAP_BPF is missing.", "Run as root.")],
    };

    public Task<DoctorReport> ExamineAsync(bool anew)
    {
        Examinations++;
        return Task.FromResult(Report);
    }

    public Task<SelfTestResult> TestAsync(CancellationToken cancellation) => Task.FromResult(Result);
}
