using Dashboard.Core.Events;

namespace Dashboard.Core.Redaction;

/// <summary>Takes secrets out of an event that was made elsewhere: a line of a recording.</summary>
public static class EventRedaction
{
    /// <summary>The same object when it has none.</summary>
    public static LifecycleEvent Apply(LifecycleEvent e, Redactor redactor) => e switch
    {
        ExecExitEvent exec => Apply(exec, redactor),
        SnapshotEvent snapshot => Apply(snapshot, redactor),
        ExecEnterEvent enter => Apply(enter, redactor),
        RenameEvent rename => Apply(rename, redactor),
        _ => e,
    };

    private static ExecExitEvent Apply(ExecExitEvent exec, Redactor redactor)
    {
        var args = Redact(exec.Args, exec.ArgsTruncated, redactor, out var rules);
        var (path, interpreter) = (TextOf(exec.Path, redactor), TextOf(exec.Interpreter, redactor));
        return ReferenceEquals(args, exec.Args) && ReferenceEquals(path, exec.Path) && ReferenceEquals(interpreter, exec.Interpreter)
            ? exec
            : exec with { Args = args, Path = path, Interpreter = interpreter, Redacted = Join(exec.Redacted, rules) };
    }

    private static SnapshotEvent Apply(SnapshotEvent snapshot, Redactor redactor)
    {
        var args = Redact(snapshot.Args, snapshot.ArgsTruncated, redactor, out var rules);
        return ReferenceEquals(args, snapshot.Args) ? snapshot : snapshot with { Args = args, Redacted = Join(snapshot.Redacted, rules) };
    }

    private static ExecEnterEvent Apply(ExecEnterEvent enter, Redactor redactor)
    {
        var args = Redact(enter.Args, enter.ArgsTruncated, redactor, out _);
        var path = TextOf(enter.Path, redactor);
        return ReferenceEquals(args, enter.Args) && ReferenceEquals(path, enter.Path) ? enter : enter with { Args = args, Path = path };
    }

    private static RenameEvent Apply(RenameEvent rename, Redactor redactor)
    {
        var (from, to) = (redactor.Redact(rename.From), redactor.Redact(rename.To));
        return ReferenceEquals(from, rename.From) && ReferenceEquals(to, rename.To)
            ? rename
            : rename with { From = from, To = to, Comm = redactor.Redact(rename.Comm) };
    }

    private static string? TextOf(string? text, Redactor redactor) => text is null ? null : redactor.Redact(text);

    private static IReadOnlyList<string>? Redact(IReadOnlyList<string>? args, bool isCut, Redactor redactor, out IReadOnlyList<string> rules)
    {
        rules = [];
        return args is null || args.Any(arg => arg is null) ? args : redactor.Redact(args, isCut, out rules);
    }

    private static IReadOnlyList<string>? Join(IReadOnlyList<string>? before, IReadOnlyList<string> rules)
        => rules.Count == 0 ? before : before is null ? rules : [.. before.Union(rules).Order(StringComparer.Ordinal)];
}
