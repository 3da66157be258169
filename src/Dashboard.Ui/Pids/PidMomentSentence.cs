using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Pids;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Pids;

/// <summary>"At 12:03:04.000, PID 4312 was cc1 (life 2 of 3), forked at 12:03:01.120 by make (4300); it exited at 12:03:09.500."</summary>
public static class PidMomentSentence
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    public static string Of(int pid, PidLives lives, long bootNs, CaptureClock clock, TimeDisplay times)
    {
        var moment = PidMoment.Of(lives, bootNs);
        var at = $"At {Time(bootNs)}";
        if (moment.Life is { } life)
        {
            var born = life.FromSnapshot ? "already running when capture began"
                : $"forked at {Time(life.Id.StartNs)}{(life.BornBy is { } by ? $" by {DisplayText.Process(by)}" : "")}";
            var end = moment.WasZombie ? $"a zombie since {Time(life.Exit!.BootNs)}, which keeps its PID"
                : life.Exit is { } exit ? $"it exited at {Time(exit.BootNs)}"
                : "still running";
            return $"{at}, PID {pid} was {DisplayText.Text(ImageNames.Of(moment.Image!), 60)} (life {life.Life} of {lives.Count}), {born}; {end}.";
        }

        return (moment.Before, moment.After) switch
        {
            ({ Exit: { } exit } before, { } after) =>
                $"{at}, no process was seen with PID {pid}: {Name(before)} exited at {Time(exit.BootNs)}, and {Name(after)} was forked at {Time(after.Id.StartNs)}.",
            ({ Exit: { } exit } before, null) => $"{at}, no process was seen with PID {pid}: {Name(before)} exited at {Time(exit.BootNs)}, and none was seen since.",
            (_, { } after) when lives.Count > lives.Lives.Count =>
                $"{at}, PID {pid} may have been a process that is no longer kept: the first kept one, {Name(after)}, was forked at {Time(after.Id.StartNs)}.",
            (_, { } after) => $"{at}, no process was seen with PID {pid}: the first, {Name(after)}, was forked at {Time(after.Id.StartNs)}.",
            _ => $"{at}, no process was seen with PID {pid}.",
        };

        string Time(long ns) => TimeOfDay.Of(clock.ToTimestamp(ns), times);
    }

    private static string Name(ProcessRecord life) => $"{DisplayText.Name(life.Comm)} (life {life.Life})";
}
