namespace Dashboard.Core.Statistics.Timeline;

/// <summary>An overview of the whole capture: how many processes existed and failed in each time step.</summary>
/// <param name="Steps">Equal parts of the range, oldest first.</param>
public sealed record TimelineOverview(long FromNs, long ToNs, IReadOnlyList<TimelineStep> Steps)
{
    public static TimelineOverview Of(TimelineIndex index, long fromNs, long toNs, int steps)
    {
        var stepNs = Math.Max(1, (toNs - fromNs) / (double)steps);
        var present = new int[steps + 1];
        var born = new int[steps];
        var ended = new int[steps];
        var failed = new int[steps];
        int StepOf(long ns) => (int)Math.Clamp((ns - fromNs) / stepNs, 0, steps - 1);

        foreach (ref readonly var life in index.Lives)
        {
            if (!life.IsMatch || !life.Overlaps(fromNs, toNs))
            {
                continue;
            }

            // A process counts in every step that it touches: one of 5 ms as well as one of a day.
            present[StepOf(life.StartNs)]++;
            present[StepOf(Math.Min(life.EndNs, toNs)) + 1]--;
            born[StepOf(life.Id.StartNs)] += life.Id.StartNs >= fromNs ? 1 : 0;
            if (life.EndNs <= toNs)
            {
                ended[StepOf(life.EndNs)]++;
                failed[StepOf(life.EndNs)] += life.Failed ? 1 : 0;
            }
        }

        foreach (var (_, at) in index.RunningFailures)
        {
            if (at >= fromNs && at <= toNs)
            {
                failed[StepOf(at)]++;
            }
        }

        var result = new TimelineStep[steps];
        var now = 0;
        for (var i = 0; i < steps; i++)
        {
            now += present[i];
            result[i] = new TimelineStep(now, born[i], ended[i], failed[i]);
        }

        return new TimelineOverview(fromNs, toNs, result);
    }

    /// <summary>The same in fewer steps, for a table. In a joined step were those of its first part and those born in the others.</summary>
    public IReadOnlyList<(long FromNs, TimelineStep Step)> Coarse(int rows)
    {
        var size = Math.Max(1, (Steps.Count + rows - 1) / rows);
        var stepNs = (ToNs - FromNs) / (double)Math.Max(1, Steps.Count);
        return
        [
            .. Steps.Chunk(size).Select((part, i) => (
                FromNs + (long)(i * size * stepNs),
                new TimelineStep(part[0].Present + part.Skip(1).Sum(s => s.Born), part.Sum(s => s.Born), part.Sum(s => s.Ended), part.Sum(s => s.Failed)))),
        ];
    }
}
