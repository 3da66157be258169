using System.Text.Json.Serialization;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Events;



/// <summary>An exec ended: with a new image (ret 0) or with an error, the old image living on.</summary>
public sealed record ExecExitEvent() : LifecycleEvent(EventKinds.ExecExit)
{
    /// <summary>execve or execveat; null for an exec without a traced syscall (started by the kernel, or 32-bit).</summary>
    public string? Syscall { get; init; }

    /// <summary>The path as given to the kernel; null when it could not be read.</summary>
    public string? Path { get; init; }

    /// <summary>The file that was executed in the end when it is not the path: the interpreter of a script.</summary>
    public string? Interpreter { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public bool ArgsTruncated { get; init; }

    /// <summary>The true number of arguments, also when not all were kept; null when it could not be counted.</summary>
    public int? ArgCount { get; init; }

    /// <summary>0, or the negative errno.</summary>
    public long Ret { get; init; }

    public string? Errno => Events.Errno.NameOf(Ret);

    /// <summary>From the enter to the end of the exec; null when the enter was not seen.</summary>
    public long? DurationNs { get; init; }

    /// <summary>The tid that called, when a thread other than the first called exec and took the pid over.</summary>
    public int? OldTid { get; init; }

    /// <summary>The number of the image that runs afterwards. Stamped by the process table.</summary>
    [JsonInclude]
    public int? Image { get; internal set; }

    /// <summary>
    /// True once it is known that this failure was one step of a PATH search which went on. Stamped by the process
    /// table, later than the event itself was published.
    /// </summary>
    [JsonInclude]
    public bool Lookup { get; internal set; }

    public ProcessContext? Context { get; init; }

    [JsonIgnore]
    public bool Succeeded => Ret >= 0;
}
