namespace Dashboard.Core.Feeds;

/// <summary>Facts about tracing on this machine that only the host can read, for the Tracepoints page.</summary>
public interface IInspection
{
    /// <summary>Null when the tracepoint's format file cannot be read here.</summary>
    TracepointFormat? FormatOf(string tracepoint);

    /// <summary>CPU use of the dashboard itself.</summary>
    CpuShares Cpu(FeedStatus status);

    /// <summary>The doctor's checks. They load the probes a second time, so the result is cached.</summary>
    /// <param name="anew">True to check again.</param>
    Task<DoctorReport> ExamineAsync(bool anew);

    /// <summary>Runs two own commands, one that succeeds and one that fails, and expects their events. One test at a time.</summary>
    Task<SelfTestResult> TestAsync(CancellationToken cancellation);
}
