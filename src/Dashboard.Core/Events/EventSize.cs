using Dashboard.Core.Model;

namespace Dashboard.Core.Events;

/// <summary>
/// Memory of an event as .NET objects: object headers included, two bytes per character. A text shared by events is counted with
/// each, so the sum is an upper bound. EventSizeTests compare it with real allocations.
/// </summary>
internal static class EventSize
{
    /// <summary>A string's header, length and terminator, and the reference to it.</summary>
    private const int Text = 32;

    /// <summary>A live kernel's names have at most 15 characters.</summary>
    private const int Name = Text + (2 * 15);

    /// <summary>An array's header and length, and the reference to it.</summary>
    private const int Array = 32;

    /// <summary>Size without arguments.</summary>
    /// <param name="ownsContext">True when the context is not shared, as in a recording; a live feed shares equal contexts.</param>
    public static int Of(LifecycleEvent e, bool ownsContext) => (2 * Math.Max(0, (e.Comm?.Length ?? 0) - 15)) + e switch
    {
        ForkEvent fork => 256 + Name + (ownsContext ? Of(fork.Context) : 0),
        ExecEnterEvent enter => 192 + Name + Of(enter.Path) + Of(enter.Args),
        ExecExitEvent exec => 336 + Name + Of(exec.Path) + Of(exec.Interpreter) + Of(exec.Exe) + Of(exec.Redacted) + (ownsContext ? Of(exec.Context) : 0),
        ExitEvent => 472 + Name,
        ReapEvent => 336 + Name,
        RenameEvent rename => 192 + Name + Of(rename.From) + Of(rename.To),
        CredentialsEvent change => 352 + Name + Of(change.User) + Of(change.Cgroup) + Of(change.Container) + Of(change.Tty),
        LostEvent lost => 256 + Of(lost.Cause),
        ClockEvent => 160,
        _ => 192 + (2 * Name),
    };

    /// <summary>Size of an event that shares nothing; also accepts a recording's line with null where an event has none.</summary>
    public static int WithArguments(LifecycleEvent e)
        => Of(e, ownsContext: true) + e switch
        {
            ExecExitEvent exec => exec.ArgumentSize,
            SnapshotEvent snapshot => Of(snapshot.Args),
            _ => 0,
        };

    public static int Of(ExecutableFile? file) => file is null ? 0 : 24 + Of(file.Packed);

    private static int Of(TextChange? change) => change is null ? 0 : 32 + Of(change.From) + Of(change.To);

    public static int Of(string? text) => text is null ? 0 : Text + (2 * text.Length);

    public static int Of(in ProcessContext? context) => context?.Setting is { } setting && setting != ProcessSetting.Unknown
        ? 112 + Of(setting.User) + Of(setting.Cgroup) + Of(setting.Container) + Of(setting.Cwd) + Of(setting.Tty)
        : 0;

    public static int Of(IReadOnlyList<string>? list)
    {
        if (list is null)
        {
            return 0;
        }

        var bytes = Array;
        for (var i = 0; i < list.Count; i++)
        {
            bytes += sizeof(long) + Of(list[i]);
        }

        return bytes;
    }

    /// <summary>Size of argument bytes once decoded to texts.</summary>
    public static int OfTexts(ReadOnlySpan<byte> block)
        => Array + (2 * block.Length) + (ArgumentBytes.Count(block) * (sizeof(long) + Text));

    public static int Of(byte[] buffer) => buffer.Length == 0 ? 0 : Array + buffer.Length;
}
