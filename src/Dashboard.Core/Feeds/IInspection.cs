namespace Dashboard.Core.Feeds;

/// <summary>What only the host can find out about tracing on this machine: its part of the Tracepoints page.</summary>
public interface IInspection
{
    /// <summary>Null when the tracepoint's format file cannot be read here.</summary>
    TracepointFormat? FormatOf(string tracepoint);

    /// <summary>What the dashboard itself takes.</summary>
    CpuShares Cpu(FeedStatus status);

    /// <summary>The doctor's checks. They load the probes once more for a moment, so the answer is kept.</summary>
    /// <param name="anew">True to look again.</param>
    Task<DoctorReport> ExamineAsync(bool anew);

    /// <summary>Runs two commands of its own, one that works and one that cannot, and looks for their events. One at a time.</summary>
    Task<SelfTestResult> TestAsync(CancellationToken cancellation);
}
