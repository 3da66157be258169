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

    /// <summary>The kinds of the public stream in the order of a process's life, then those that concern no process.</summary>
    public static IReadOnlyList<string> Published { get; } =
        [Fork, ForkFail, ExecEnter, ExecExit, Rename, Credentials, Exit, Reap, Lost, Clock];

    /// <summary>The index in <see cref="Published"/>; -1 for kinds that only feed the process table.</summary>
    internal static int IndexOf(string kind)
    {
        for (var i = 0; i < Published.Count; i++)
        {
            if (Published[i] == kind)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary><see cref="Published"/> and the kinds that only feed the process table and concern one process.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Published, Threads, Chdir, Snapshot];

    internal static bool IsKnown(string kind) => kind == Census || All.Contains(kind);
}
