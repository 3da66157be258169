using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>A <see cref="FailedExec"/> as the table stores it: a value, so that a failure allocates nothing.</summary>
internal struct FailedExecEntry
{
    public Timestamp Time;
    public long BootNs;
    public string? Syscall;
    public string? Path;
    public ArgumentEntry Args;
    public int? ArgCount;
    public bool ArgsTruncated;
    public bool ArgsShed;
    public bool ArgsDropped;
    public bool PathShed;
    public IReadOnlyList<string>? Redacted;
    public long? ExecNs;
    public long Ret;
    public int Image;
    public bool Lookup;

    public readonly FailedExec ToFailedExec(bool withArguments) => new()
    {
        Time = Time,
        BootNs = BootNs,
        Syscall = Syscall,
        Path = Path,
        Args = withArguments ? Args.ToList() : null,
        ArgCount = ArgCount,
        ArgsTruncated = ArgsTruncated,
        ArgsShed = ArgsShed,
        ArgsDropped = ArgsDropped,
        PathShed = PathShed,
        Redacted = Redacted,
        ExecNs = ExecNs,
        Ret = Ret,
        Image = Image,
        Lookup = Lookup,
    };
}
