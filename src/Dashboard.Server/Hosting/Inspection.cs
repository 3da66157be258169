using Dashboard.Core.Feeds;
using Dashboard.Tracing.Doctor;
using Dashboard.Tracing.Tracepoints;

namespace Dashboard.Server.Hosting;

/// <summary>Inspects this machine for the Tracepoints page.</summary>
internal sealed class Inspection(Capture capture, OwnCost cost) : IInspection, IDisposable
{
    private readonly SemaphoreSlim _examining = new(1);
    private readonly SemaphoreSlim _testing = new(1);
    private readonly Tracefs? _tracefs = Tracefs.Find();
    private DoctorReport? _report;

    public TracepointFormat? FormatOf(string tracepoint) => _tracefs?.Read(tracepoint);

    public CpuShares Cpu(FeedStatus status) => cost.Measure(status.ReaderCpuNs);

    public async Task<DoctorReport> ExamineAsync(bool anew)
    {
        await _examining.WaitAsync();
        try
        {
            return _report = anew || _report is null ? await Task.Run(Examination.Run) : _report;
        }
        finally
        {
            _examining.Release();
        }
    }

    public async Task<SelfTestResult> TestAsync(CancellationToken cancellation)
    {
        await _testing.WaitAsync(cancellation);
        try
        {
            return await new SelfTest(capture).RunAsync(cancellation);
        }
        finally
        {
            _testing.Release();
        }
    }

    public void Dispose()
    {
        _examining.Dispose();
        _testing.Dispose();
    }
}
