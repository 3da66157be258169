namespace Dashboard.Core.Tests.History;

/// <summary>A clock that advances by one step on each reading.</summary>
internal sealed class StepTime(TimeSpan step) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks += step.Ticks;
}
