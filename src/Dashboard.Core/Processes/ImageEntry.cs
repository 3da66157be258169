using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>An <see cref="Image"/> as the table stores it: a value, so that an exec allocates nothing.</summary>
internal struct ImageEntry
{
    public int N;
    public Timestamp Time;
    public long BootNs;
    public string Comm;
    public string? Syscall;
    public string? Path;
    public string? Interpreter;
    public ExecutableFile? Exe;
    public ArgumentEntry Args;
    public int? ArgCount;
    public bool ArgsTruncated;
    public bool ArgsShed;
    public bool ArgsDropped;
    public bool PathShed;
    public IReadOnlyList<string>? Redacted;
    public long? ExecNs;

    public readonly Image ToImage(bool withArguments) => ToImage(withArguments ? int.MaxValue : 0);

    /// <param name="maxArguments">Maximum characters of arguments: the beginning of the command is enough for a row.</param>
    public readonly Image ToImage(int maxArguments) => new()
    {
        N = N,
        Time = Time,
        BootNs = BootNs,
        Comm = Comm,
        Syscall = Syscall,
        Path = Path,
        Interpreter = Interpreter,
        Exe = Exe,
        Args = maxArguments > 0 ? Args.ToBeginning(maxArguments) : null,
        ArgCount = ArgCount,
        ArgsTruncated = ArgsTruncated,
        ArgsShed = ArgsShed,
        ArgsDropped = ArgsDropped,
        PathShed = PathShed,
        Redacted = Redacted,
        ExecNs = ExecNs,
    };
}
