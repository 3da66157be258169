using Dashboard.Core.Statistics.Spawning;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Spawners;

/// <summary>Text on how often one program starts another.</summary>
public static class SpawnText
{
    /// <summary>"37 of 1,482 (2 %)", of the ended processes with a known exit status.</summary>
    public static string Failed(SpawnGroup group)
        => group.ExitKnown == 0 ? "—" : $"{DisplayText.Count(group.Failed)} of {DisplayText.Count(group.ExitKnown)} ({DisplayText.Share(group.Failed, group.ExitKnown)})";

    public static string FailedMeaning(SpawnGroup group)
        => group.Ended == 0 ? "None has ended"
            : group.ExitKnown == 0 ? $"{DisplayText.Count(group.Ended)} ended, and how was not seen"
            : $"Ended by a signal or with an exit code above 0; {DisplayText.Count(group.Ended)} of {DisplayText.Count(group.Starts)} have ended"
                + (group.ExitKnown < group.Ended ? $", of {DisplayText.Count(group.Ended - group.ExitKnown)} it was not seen how" : "");

    public static string Cpu(SpawnGroup group) => group.CpuKnown == 0 ? "—" : Durations.Of(group.CpuNs);

    public static string CpuMeaning(SpawnGroup group)
        => group.CpuKnown == 0 ? "Of none that ended" : $"User and system time of {DisplayText.Count(group.CpuKnown)} that ended, all together";

    /// <summary>The period that the figures cover.</summary>
    /// <param name="live">False for a recording.</param>
    public static string Period(SpawnersSnapshot view, long attachedBootNs, bool live, TimeDisplay times)
    {
        if (view.ToBootNs < view.NowBootNs || !view.IsOnePiece)
        {
            return $"from {TimeOfDay.Seconds(view.From, times)} to {TimeOfDay.Seconds(view.To, times)}";
        }

        var span = Durations.Of(view.ToBootNs - view.FromBootNs);
        return view.FromBootNs > attachedBootNs ? $"in the last {span}{(live ? "" : " of the recording")}"
            : live ? $"in {span}, since capture began"
            : $"in {span}, the whole recording";
    }
}
