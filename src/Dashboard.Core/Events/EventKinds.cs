namespace Dashboard.Core.Events;

/// <summary>The names of the event kinds in JSON and in filters.</summary>
public static class EventKinds
{
    public const string Fork = "fork";
    public const string ForkFail = "fork.fail";
    public const string ExecEnter = "exec.enter";
    public const string ExecExit = "exec.exit";
    public const string Exit = "exit";
    public const string Reap = "reap";
    public const string Rename = "rename";
    public const string Credentials = "credentials";
    public const string Threads = "threads";
    public const string Chdir = "chdir";
    public const string Snapshot = "snapshot";
    public const string Census = "census";
    public const string Lost = "lost";
    public const string Clock = "clock";

    /// <summary>In the order of <see cref="EventKind"/>.</summary>
    private static readonly string[] Names =
        [Fork, ForkFail, ExecEnter, ExecExit, Rename, Credentials, Exit, Reap, Lost, Clock, Threads, Chdir, Snapshot, Census];

    /// <summary>The kinds of the public stream in the order of a process's life, then those that concern no process.</summary>
    public static IReadOnlyList<EventKind> Published { get; } = [.. Enum.GetValues<EventKind>().Where(IsPublished)];

    public static string NameOf(EventKind kind) => Names[(int)kind];

    /// <summary>The names of <see cref="Published"/>, and of the kinds that only feed the process table and concern one process.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<EventKind>().Where(kind => kind != EventKind.Census).Select(NameOf)];

    internal static bool IsPublished(EventKind kind) => kind <= EventKind.Clock;

    internal static bool IsKnown(string kind) => Names.Contains(kind);
}
