using System.Text.Json.Serialization;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>An exec returned: with a new image (ret 0), or with an error, and the old image continues.</summary>
public sealed record ExecExitEvent() : LifecycleEvent(EventKind.ExecExit)
{
    private string? _syscall;
    private string? _path;
    private string? _interpreter;
    private ExecutableFile? _exe;
    private IReadOnlyList<string>? _args;
    private byte[] _argumentBuffer = [];
    private int _argumentBytes;
    private bool _argsTruncated;
    private bool _argsShed;
    private bool _argsDropped;
    private bool _pathShed;
    private int? _argCount;
    private long _ret;
    private long? _durationNs;
    private int? _oldTid;
    private ProcessContext? _context;
    private IReadOnlyList<string>? _redacted;

    /// <summary>execve or execveat; null for an exec without a traced syscall (kernel-initiated, or 32-bit).</summary>
    public string? Syscall { get => _syscall; init => _syscall = value; }

    /// <summary>The path as given to the kernel; null when it could not be read. Truncated when <see cref="PathShed"/> is true.</summary>
    public string? Path { get => _path; init => _path = value; }

    /// <summary>The file that was actually executed, where it differs from the path: a script's interpreter.</summary>
    public string? Interpreter { get => _interpreter; init => _interpreter = value; }

    /// <summary>The new executable; null after a failure, or when unknown.</summary>
    public ExecutableFile? Exe { get => _exe; init => _exe = value; }

    public IReadOnlyList<string>? Args
    {
        get => _argumentBytes > 0 ? ArgumentBytes.ToTexts(ArgumentBlock) : _args;
        init => (_args, _argumentBytes) = (value, 0);
    }

    /// <summary>The first <see cref="Args"/>, without decoding the others.</summary>
    public IReadOnlyList<string>? FirstArgs(int max)
        => _argumentBytes > 0 ? ArgumentBytes.ToTexts(ArgumentBlock, max)
            : _args is null || _args.Count <= max ? _args
            : [.. _args.Take(max)];

    /// <summary>Arguments are missing. Unless one of the next two is true, they exceeded the length limit or were not fully readable.</summary>
    public bool ArgsTruncated { get => _argsTruncated; init => _argsTruncated = value; }

    /// <summary>Arguments were left out because the ring buffer was filling up.</summary>
    public bool ArgsShed { get => _argsShed; init => _argsShed = value; }

    /// <summary>Arguments were captured, and dropped later to stay within the memory budget.</summary>
    public bool ArgsDropped { get => _argsDropped; init => _argsDropped = value; }

    /// <summary>The path was shortened because the ring buffer was filling up; the interpreter is then unknown.</summary>
    public bool PathShed { get => _pathShed; init => _pathShed = value; }

    /// <summary>The complete path; null when unknown.</summary>
    internal string? WholePath => _pathShed ? null : _path;

    /// <summary>The real number of arguments, even when not all were kept; null when it could not be counted.</summary>
    public int? ArgCount { get => _argCount; init => _argCount = value; }

    /// <summary>0, or the negative errno.</summary>
    public long Ret { get => _ret; init => _ret = value; }

    public string? Errno => Core.Model.Errno.NameOf(Ret);

    /// <summary>Time between the syscall's enter and its return; null when the enter was not seen.</summary>
    public long? DurationNs { get => _durationNs; init => _durationNs = value; }

    /// <summary>The caller's tid, when a thread other than the leader called exec and took over the pid.</summary>
    public int? OldTid { get => _oldTid; init => _oldTid = value; }

    /// <summary>The number of the image that runs after the call. Set by the process table.</summary>
    [JsonInclude]
    public int? Image { get; internal set; }

    /// <summary>
    /// True once it is known that this failure was one step of a PATH search that continued. Set by the process table,
    /// later than the event was published.
    /// </summary>
    [JsonInclude]
    public bool Lookup { get; internal set; }

    /// <summary>
    /// How long the command of `dashboard run` had waited at its gate, from its fork to this exec: 0 for any other exec. Set by the process
    /// table, or by a recording.
    /// </summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long WaitedNs { get; internal set; }

    public ProcessContext? Context { get => _context; init => _context = value; }

    /// <summary>The rules that took secrets out of the arguments, by name; null when there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Redacted { get => _redacted; init => _redacted = value; }

    [JsonIgnore]
    public bool Succeeded => Ret >= 0;

    /// <summary>What <c>is:failed</c> means for an exec: a step of a PATH search that continued is no failure.</summary>
    [JsonIgnore]
    public bool Failed => !Succeeded && !Lookup;

    /// <summary>The arguments are unknown, as opposed to empty.</summary>
    internal bool HasUnknownArgs => _argumentBytes == 0 && _args is null;

    /// <summary>The arguments while they are bytes; empty when they are texts, or there are none.</summary>
    internal ReadOnlySpan<byte> ArgumentBlock => _argumentBuffer.AsSpan(0, _argumentBytes);

    /// <summary>Bytes that the history has counted for the arguments.</summary>
    internal int CountedArguments { get; set; }

    /// <summary>The length to compare with the cutting limits: without the unused part of the buffer.</summary>
    internal int ArgumentLength => _argumentBytes > 0 ? _argumentBytes : EventSize.Of(_args);

    /// <summary>Memory of the arguments.</summary>
    internal int ArgumentSize => EventSize.Of(_args) + EventSize.Of(_argumentBuffer);

    /// <summary>Memory of the arguments once they are texts, in a copy.</summary>
    internal int ArgumentTextSize => _argumentBytes > 0 ? EventSize.OfTexts(ArgumentBlock) : EventSize.Of(_args);

    /// <summary>A copy outlives the pooled event and its buffer, so its arguments become texts.</summary>
    private ExecExitEvent(ExecExitEvent original)
        : base(original)
    {
        _syscall = original._syscall;
        _path = original._path;
        _interpreter = original._interpreter;
        _exe = original._exe;
        _args = original.Args;
        _argumentBuffer = [];
        _argsTruncated = original._argsTruncated;
        (_argsShed, _argsDropped, _pathShed) = (original._argsShed, original._argsDropped, original._pathShed);
        _argCount = original._argCount;
        _ret = original._ret;
        _durationNs = original._durationNs;
        _oldTid = original._oldTid;
        _context = original._context;
        _redacted = original._redacted;
        Image = original.Image;
        Lookup = original.Lookup;
        WaitedNs = original.WaitedNs;
    }

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(
        string? syscall, string? path, string? interpreter, IReadOnlyList<string>? args, bool argsTruncated, int? argCount,
        long ret, long? durationNs, int? oldTid, ProcessContext? context, bool argsShed = false, bool pathShed = false, ExecutableFile? exe = null,
        IReadOnlyList<string>? redacted = null)
    {
        _syscall = syscall;
        _path = path;
        _interpreter = interpreter;
        _exe = exe;
        _args = args;
        _argsTruncated = argsTruncated;
        (_argsShed, _argsDropped, _pathShed) = (argsShed, false, pathShed);
        _argCount = argCount;
        _ret = ret;
        _durationNs = durationNs;
        _oldTid = oldTid;
        _context = context;
        _redacted = redacted;
        Image = null;
        Lookup = false;
        WaitedNs = 0;
    }

    /// <summary>After Fill: stores the arguments as bytes in a buffer that the event owns until <see cref="TakeBuffer"/>.</summary>
    internal void KeepArguments(ReadOnlySpan<byte> block, byte[] buffer)
    {
        block.CopyTo(buffer);
        (_argumentBuffer, _argumentBytes) = (buffer, block.Length);
    }

    /// <summary>Drops the arguments and marks them as dropped; returns their buffer, empty when there was none.</summary>
    internal byte[] CutArguments()
    {
        _argsDropped |= _argumentBytes > 0 || _args is { Count: > 0 };
        _argsTruncated |= _argsDropped;
        _args = _argumentBytes > 0 || _args is not null ? [] : null;
        return TakeBuffer();
    }

    /// <summary>Drops texts before the object returns to the pool.</summary>
    internal void ForgetTexts() => (_path, _interpreter, _exe, _args, _redacted) = (null, null, null, null, null);

    /// <summary>Detaches and returns the buffer; empty when there was none.</summary>
    internal byte[] TakeBuffer()
    {
        var buffer = _argumentBuffer;
        (_argumentBuffer, _argumentBytes) = ([], 0);
        return buffer;
    }
}
