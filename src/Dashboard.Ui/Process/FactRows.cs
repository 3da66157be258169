using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Process;

/// <summary>The facts of a process by name, in groups. Unknown facts have no row.</summary>
public static class FactRows
{
    public static IReadOnlyList<(string Name, Sentence Value)> Birth(ProcessFacts facts) => Known(
    [
        ("Forked with", facts.How is { } how ? Sentence.Of($"{ForkMethods.NameOf(how)}") : null),
        ("Clone flags", facts.CloneFlags is { Count: > 0 } flags ? Sentence.Of($"{string.Join(" ", flags)}") : null),
        ("Forked by", Name(facts.FromSnapshot ? null : facts.BornBy)),
        ("Original parent", Name(facts.Parent)),
        (facts.Exit is null ? "Current parent" : "Last parent", Name(facts.CurrentParent)),
    ]);

    public static IReadOnlyList<(string Name, Sentence Value)> Life(ProcessFacts facts, TimeDisplay times) => Known(
    [
        ("Started", Sentence.Of($"{TimeOfDay.Full(facts.Start, times)}")),
        ("Ended", facts.Exit is { } exit ? Sentence.Of($"{TimeOfDay.Full(exit.Time, times)}") : null),
        ("Waited", facts.WaitedNs > 0 ? Sentence.Of($"{Durations.Of(facts.WaitedNs)} until it was traced: not counted in its time") : null),
        ("Lived", facts.Exit is null ? null : Sentence.Of($"{Durations.Of(facts.LifetimeNs)}")),
        ("Threads", facts.Exit is null ? Sentence.Of($"{DisplayText.Count(facts.Threads)}") : null),
        ("Renamed", facts.Comm != facts.Image.Comm && facts.Image.Comm.Length > 0
            ? Sentence.Of($"from {DisplayText.Name(facts.Image.Comm)} to {DisplayText.Name(facts.Comm)}")
            : null),
        ("Failed forks", facts.ForkFailures is { } failures
            ? Sentence.Of($"{string.Join(", ", failures.Select(f => $"{(f.Key == ProcessRecord.OtherForkErrno ? "other errors" : Errno.NameOf(f.Key))} × {DisplayText.Count(f.Value)}"))}")
            : null),
        ("Id", Sentence.Of($"{facts.Id.ToString()}")),
    ]);

    public static IReadOnlyList<(string Name, Sentence Value)> Context(ProcessFacts facts)
    {
        var context = facts.Context;
        var inside = context?.PidInNamespace;
        return Known(
        [
            ("User", Text(context?.User is { } user ? $"{DisplayText.Text(user)} ({context.Value.Uid})" : context?.Uid?.ToString())),
            ("Group", Text(context?.Gid?.ToString())),
            ("Logged in as", Text(context?.LoginUid is { } login ? $"uid {login}" : null)),
            ("PID in namespace", Text(inside == facts.Pid ? null : $"{inside}")),
            ("Session", Text(context?.Session?.ToString())),
            ("Process group", Text(context?.ProcessGroup?.ToString())),
            ("Terminal", Text(DisplayText.Text(context?.Tty))),
            ("Directory", Text(DisplayText.Text(facts.Cwd))),
            ("Cgroup", Text(DisplayText.Text(context?.Cgroup))),
            ("Container", Text(DisplayText.Text(context?.Container))),
        ]);
    }

    public static IReadOnlyList<(string Name, Sentence Value)> Usage(ResourceUsage? usage) => usage is null ? [] : Known(
    [
        ("CPU", Sentence.Of($"{Durations.Of(usage.Value.UserNs)} user, {Durations.Of(usage.Value.SystemNs)} system")),
        ("Max memory", Sentence.Of($"{DisplayText.Bytes(usage.Value.MaxRssBytes)}")),
        ("Page faults", Sentence.Of($"{DisplayText.Count(usage.Value.MinorFaults)} minor, {DisplayText.Count(usage.Value.MajorFaults)} major")),
        ("Context switches", Sentence.Of($"{DisplayText.Count(usage.Value.VoluntarySwitches)} voluntary, {DisplayText.Count(usage.Value.InvoluntarySwitches)} involuntary")),
        ("Storage", usage is { ReadBytes: { } read, WriteBytes: { } written }
            ? Sentence.Of($"{DisplayText.Bytes(read)} read, {DisplayText.Bytes(written)} written")
            : null),
    ]);

    private static Sentence? Name(ProcessReference? process) => process is null ? null : Sentence.Of($"{process.Value}");

    private static Sentence? Text(string? text) => text is { Length: > 0 } ? Sentence.Of($"{text}") : null;

    private static IReadOnlyList<(string Name, Sentence Value)> Known(IEnumerable<(string Name, Sentence? Value)> rows)
        => [.. rows.Where(r => r.Value is not null).Select(r => (r.Name, r.Value!))];
}
