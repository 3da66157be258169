using Dashboard.Core.Statistics.Timeline;

namespace Dashboard.Core.Statistics.Volume;

/// <summary>Counts in equal, round steps of a time range, at most a given number.</summary>
internal sealed class VolumeSteps
{
    private readonly long _from;
    private readonly long _width;

    // Bounded by the requested number plus one, because the first step begins at a round moment.
    private readonly VolumeStep[] _steps;

    public VolumeSteps(long fromUnixNs, long toUnixNs, int maxSteps)
    {
        var span = Math.Max(1, toUnixNs - fromUnixNs);
        _width = TimeAxis.StepNs(span, maxSteps);
        _from = fromUnixNs - ((fromUnixNs % _width) + _width) % _width;
        _steps = new VolumeStep[Math.Min((toUnixNs - _from) / _width, maxSteps) + 1];
    }

    /// <summary>Events outside of the range, due to small differences between CPU clocks, count in the step at its edge.</summary>
    public void Add(long unixNs, bool failed)
    {
        ref var step = ref _steps[Math.Clamp((unixNs - _from) / _width, 0, _steps.Length - 1)];
        step = new VolumeStep(step.Total + 1, step.Failed + (failed ? 1 : 0));
    }

    public EventVolume ToVolume() => new(_from, _width, [.. _steps]);
}
