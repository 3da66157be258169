using System.Text.Json.Serialization;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;

/// <summary>An exec ended: with a new image (ret 0) or with an error, the old image living on.</summary>
public sealed record ExecExitEvent() : LifecycleEvent(EventKinds.ExecExit)
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

    /// <summary>execve or execveat; null for an exec without a traced syscall (started by the kernel, or 32-bit).</summary>
    public string? Syscall { get => _syscall; init => _syscall = value; }

    /// <summary>The path as given to the kernel; null when it could not be read. Only its beginning with <see cref="PathShed"/>.</summary>
    public string? Path { get => _path; init => _path = value; }

    /// <summary>The file that was executed in the end when it is not the path: the interpreter of a script.</summary>
    public string? Interpreter { get => _interpreter; init => _interpreter = value; }

    /// <summary>The file that runs now; null after a failure, and when it is not known.</summary>
    public ExecutableFile? Exe { get => _exe; init => _exe = value; }

    public IReadOnlyList<string>? Args
    {
        get => _argumentBytes > 0 ? ArgumentBytes.ToTexts(ArgumentBlock) : _args;
        init => (_args, _argumentBytes) = (value, 0);
    }

    /// <summary>Of <see cref="Args"/> the first ones, without making texts of the others.</summary>
    public IReadOnlyList<string>? FirstArgs(int most)
        => _argumentBytes > 0 ? ArgumentBytes.ToTexts(ArgumentBlock, most)
            : _args is null || _args.Count <= most ? _args
            : [.. _args.Take(most)];

    /// <summary>Not all are here. Without one of the two that follow, they were longer than is kept at any time, or not readable to the end.</summary>
    public bool ArgsTruncated { get => _argsTruncated; init => _argsTruncated = value; }

    /// <summary>What is missing of the arguments was left out because the ring was filling up.</summary>
    public bool ArgsShed { get => _argsShed; init => _argsShed = value; }

    /// <summary>The arguments were here, and were dropped later to stay within the memory.</summary>
    public bool ArgsDropped { get => _argsDropped; init => _argsDropped = value; }

    /// <summary>What is missing of the path was left out because the ring was filling up; the interpreter is not known then.</summary>
    public bool PathShed { get => _pathShed; init => _pathShed = value; }

    /// <summary>The whole path; null when it is not known.</summary>
    internal string? WholePath => _pathShed ? null : _path;

    /// <summary>The true number of arguments, also when not all were kept; null when it could not be counted.</summary>
    public int? ArgCount { get => _argCount; init => _argCount = value; }

    /// <summary>0, or the negative errno.</summary>
    public long Ret { get => _ret; init => _ret = value; }

    public string? Errno => Core.Model.Errno.NameOf(Ret);

    /// <summary>From the enter to the end of the exec; null when the enter was not seen.</summary>
    public long? DurationNs { get => _durationNs; init => _durationNs = value; }

    /// <summary>The tid that called, when a thread other than the first called exec and took the pid over.</summary>
    public int? OldTid { get => _oldTid; init => _oldTid = value; }

    /// <summary>The number of the image that runs afterwards. Stamped by the process table.</summary>
    [JsonInclude]
    public int? Image { get; internal set; }

    /// <summary>
    /// True once it is known that this failure was one step of a PATH search which went on. Stamped by the process
    /// table, later than the event itself was published.
    /// </summary>
    [JsonInclude]
    public bool Lookup { get; internal set; }

    public ProcessContext? Context { get => _context; init => _context = value; }

    [JsonIgnore]
    public bool Succeeded => Ret >= 0;

    /// <summary>Nothing is known of the arguments: not that there are none.</summary>
    internal bool HasUnknownArgs => _argumentBytes == 0 && _args is null;

    /// <summary>The arguments while they are bytes; nothing when they are texts, or there are none.</summary>
    internal ReadOnlySpan<byte> ArgumentBlock => _argumentBuffer.AsSpan(0, _argumentBytes);

    /// <summary>What the history counts the arguments as, in bytes.</summary>
    internal int CountedArguments { get; set; }

    /// <summary>What of the arguments is compared with the lengths at which they are cut: without the air of their buffer.</summary>
    internal int ArgumentLength => _argumentBytes > 0 ? _argumentBytes : EventSize.Of(_args);

    /// <summary>Memory that the arguments take.</summary>
    internal int ArgumentSize => EventSize.Of(_args) + EventSize.Of(_argumentBuffer);

    /// <summary>Memory that they take as texts, in a copy.</summary>
    internal int ArgumentTextSize => _argumentBytes > 0 ? EventSize.OfTexts(ArgumentBlock) : EventSize.Of(_args);

    /// <summary>A copy outlives the event, whose buffer is used again: its arguments become texts.</summary>
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
        Image = original.Image;
        Lookup = original.Lookup;
    }

    /// <summary>Makes it another event: sets whatever this kind has of its own. See <see cref="EventPool"/>.</summary>
    internal void Fill(
        string? syscall, string? path, string? interpreter, IReadOnlyList<string>? args, bool argsTruncated, int? argCount,
        long ret, long? durationNs, int? oldTid, ProcessContext? context, bool argsShed = false, bool pathShed = false, ExecutableFile? exe = null)
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
        Image = null;
        Lookup = false;
    }

    /// <summary>After Fill: keeps the arguments as bytes in a buffer that is the event's until <see cref="TakeBuffer"/>.</summary>
    internal void KeepArguments(ReadOnlySpan<byte> block, byte[] buffer)
    {
        block.CopyTo(buffer);
        (_argumentBuffer, _argumentBytes) = (buffer, block.Length);
    }

    /// <summary>Forgets the arguments, and says that they were not all kept; answers their buffer, empty when there was none.</summary>
    internal byte[] CutArguments()
    {
        _argsDropped |= _argumentBytes > 0 || _args is { Count: > 0 };
        _argsTruncated |= _argsDropped;
        _args = _argumentBytes > 0 || _args is not null ? [] : null;
        return TakeBuffer();
    }

    /// <summary>Forgets texts, which may be long, while it waits to be used again.</summary>
    internal void ForgetTexts() => (_path, _interpreter, _exe, _args) = (null, null, null, null);

    /// <summary>The buffer, which the event has no more; empty when it had none.</summary>
    internal byte[] TakeBuffer()
    {
        var buffer = _argumentBuffer;
        (_argumentBuffer, _argumentBytes) = ([], 0);
        return buffer;
    }
}
