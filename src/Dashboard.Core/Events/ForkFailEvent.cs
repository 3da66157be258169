using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>A fork, vfork, clone or clone3 returned an error: no process was created.</summary>
public sealed record ForkFailEvent() : LifecycleEvent(EventKind.ForkFail)
{
    private string _syscall = "";
    private long _ret;

    public required string Syscall { get => _syscall; init => _syscall = value; }

    /// <summary>What the syscall returned: the negative errno.</summary>
    public long Ret { get => _ret; init => _ret = value; }

    public string? Errno => Core.Model.Errno.NameOf(Ret);

    /// <summary>Sets the fields of this kind when the object is reused. See <see cref="EventPool"/>.</summary>
    internal void Fill(string syscall, long ret)
    {
        _syscall = syscall;
        _ret = ret;
    }
}
