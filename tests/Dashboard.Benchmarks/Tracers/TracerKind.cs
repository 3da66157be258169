namespace Dashboard.Benchmarks.Tracers;

/// <summary>A program that watches, and how its output tells that it saw a cycle.</summary>
/// <param name="Command">The program and its arguments; empty for none.</param>
/// <param name="Tells">A line of its output that stands for one cycle of the workload; each cycle has one.</param>
/// <param name="Starts">True when it watches only what it starts itself.</param>
/// <param name="SpeaksAtOnce">True when each line is written when it happens; others keep some kilobytes back.</param>
/// <param name="Stop">The signal after which it writes what it still holds, and ends.</param>
internal sealed record TracerKind(string Name, string[] Command, Func<string, bool> Tells, bool Starts = false, bool SpeaksAtOnce = false,
    int Stop = TracerKind.Interrupt)
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>The same measurement with nothing attached: how far two equal ones differ.</summary>
    public bool IsNothing => Command.Length == 0;

    public bool IsInstalled => IsNothing || Path.IsPathRooted(Command[0]) || Folders.Any(folder => File.Exists(Path.Combine(folder, Command[0])));

    public bool IsOneOf(string[]? words) => words is null || words.Any(word => Name.Contains(word, StringComparison.Ordinal));

    private static string[] Folders => ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];
}
