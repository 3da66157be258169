using Dashboard.Core.Events;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Meaning and remedy of each cause of a loss.</summary>
public static class LossCauses
{
    /// <summary>All causes of a live capture, most likely first.</summary>
    public static IReadOnlyList<(string Cause, string Meaning)> All { get; } =
    [
        ("ring full", "The ring buffer had no room for a record, because the program did not empty it in time. A larger --ring-size helps."),
        ("over share", "The ring buffer was more than half full, and the record's user, or the user's processes in its cgroup, had used up their share of the rest. The record was dropped, so that others keep theirs."),
        ("scratch busy", "A probe was interrupted by another one on the same CPU while it built a long record, and the second had no buffer of its own."),
        ("probe busy", "The kernel did not run a probe, because it was running on that CPU already. Runs are counted; some of them would have written no record."),
        ("sequence hole", "The numbering of the records has a gap that no other cause explains."),
        (LostEvent.OutOfMemory, "The program had no memory left for a batch of events. It gave up the older half of its events and its ended processes, and continued."),
        ("unreadable record", "A record contradicts itself and was ignored; please report it."),
        ("no room to follow", "A kernel filter is active and had no memory to follow one more process."),
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
