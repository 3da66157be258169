using Dashboard.Core.Events;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Meaning and remedy of each cause of a loss.</summary>
public static class LossCauses
{
    /// <summary>All causes of a live capture, most likely first.</summary>
    public static IReadOnlyList<(string Cause, string Meaning)> All { get; } =
    [
        ("ring full", "The ring buffer had no room for a record, because the program did not empty it in time. A larger --ring-size helps."),
        ("over share", "The ring buffer was more than half full, and the record's user, or the user's processes in its cgroup, had used up their share of the rest. The record was left out, so that the rest stays free for other users."),
        ("scratch busy", "A probe was interrupted by another one on the same CPU while it put a long record together, and the second had no place to do so."),
        ("probe busy", "The kernel did not run a probe, because it was running on that CPU already. Counted are runs; some of them would have made no record."),
        ("sequence hole", "The numbering of the records has a gap that no other cause explains."),
        (LostEvent.OutOfMemory, "The program had no memory left for a batch of events. It gave up the older half of its events and what it knew of processes that had ended, and went on."),
        ("unreadable record", "A record contradicts itself. Nothing of it was believed; please report it."),
        ("no room to follow", "A kernel filter is active and had no memory to remember one more process that it lets through."),
    ];

    /// <summary>Not a loss of records: some arrived without long arguments or paths.</summary>
    public const string Shed = "shed";

    /// <summary>Occurs only in a replay.</summary>
    private const string UnreadableLine = "unreadable line";

    public static string MeaningOf(string cause) => All.FirstOrDefault(c => c.Cause == cause).Meaning ?? cause switch
    {
        Shed => "The ring buffer was filling up, so long arguments, and then long paths, were left out. No event is missing.",
        UnreadableLine => "A line of the recording could not be read, and was skipped.",
        _ => "Reported by the recording.",
    };
}
