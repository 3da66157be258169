namespace Dashboard.Core.Events;

/// <summary>The kinds of events: those of the public stream first, in the order of <see cref="EventKinds.Published"/>.</summary>
public enum EventKind
{
    Fork,
    ForkFail,
    ExecEnter,
    ExecExit,
    Rename,
    Credentials,
    Exit,
    Reap,
    Lost,
    Clock,

    // These only feed the process table.
    Threads,
    Chdir,
    Snapshot,
    Census,
}
