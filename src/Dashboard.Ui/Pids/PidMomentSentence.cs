using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Statistics.Pids;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Pids;

/// <summary>"At 12:03:04.000, 4312 was cc1 (life 2 of 3), born at 12:03:01.120 from make (4300); it ended at 12:03:09.500."</summary>
public static class PidMomentSentence
{
    /// <summary>Inside LifecycleStore.Read only.</summary>
    public static string Of(int pid, PidLives lives, long bootNs, CaptureClock clock, TimeDisplay times)
    {
        var moment = PidMoment.Of(lives, bootNs);
        var at = $"At {Time(bootNs)}";
        if (moment.Life is { } life)
        {
            var born = life.FromSnapshot ? "there before capture began"
                : $"born at {Time(life.Id.StartNs)}{(life.BornBy is { } by ? $" from {DisplayText.Process(by)}" : "")}";
            var end = moment.WasZombie ? $"a zombie since {Time(life.Exit!.BootNs)}, which keeps its number"
                : life.Exit is { } exit ? $"it ended at {Time(exit.BootNs)}"
                : "it still runs";
            return $"{at}, {pid} was {DisplayText.Text(ImageNames.Of(moment.Image!), 60)} (life {life.Life} of {lives.Count}), {born}; {end}.";
        }

        return (moment.Before, moment.After) switch
        {
            ({ Exit: { } exit } before, { } after) =>
                $"{at}, no process was seen with the number {pid}: {Name(before)} had ended at {Time(exit.BootNs)}, and {Name(after)} was born at {Time(after.Id.StartNs)}.",
            ({ Exit: { } exit } before, null) => $"{at}, no process was seen with the number {pid}: {Name(before)} had ended at {Time(exit.BootNs)}, and none was seen since.",
            (_, { } after) when lives.Count > lives.Lives.Count =>
                $"{at}, {pid} may have been a process that is no longer held: the first that is, {Name(after)}, was born at {Time(after.Id.StartNs)}.",
            (_, { } after) => $"{at}, no process was seen with the number {pid}: {Name(after)} was its first, born at {Time(after.Id.StartNs)}.",
            _ => $"{at}, no process was seen with the number {pid}.",
        };

        string Time(long ns) => TimeOfDay.Of(clock.ToTimestamp(ns), times);
    }

    private static string Name(ProcessRecord life) => $"{DisplayText.Name(life.Comm)} (life {life.Life})";
}
