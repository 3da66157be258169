using Dashboard.Core.Filtering.Language;

namespace Dashboard.Core.Tests.Filtering;

/// <summary>A subject with given field values.</summary>
internal sealed class FakeSubject : IFilterSubject
{
    private readonly Dictionary<FilterField, string[]> _texts = [];
    private readonly Dictionary<FilterField, long[]> _numbers = [];
    private readonly HashSet<FilterFlag> _flags = [];
    private readonly HashSet<(int, long?)> _ancestors = [];

    public FakeSubject Text(FilterField field, params string[] values)
    {
        _texts[field] = values;
        return this;
    }

    public FakeSubject Number(FilterField field, params long[] values)
    {
        _numbers[field] = values;
        return this;
    }

    public FakeSubject Flag(FilterFlag flag)
    {
        _flags.Add(flag);
        return this;
    }

    public FakeSubject Under(int pid, long startNs)
    {
        _ancestors.Add((pid, null));
        _ancestors.Add((pid, startNs));
        return this;
    }

    public bool AnyText(FilterField field, TextTest test) => _texts.GetValueOrDefault(field, []).Any(test.Matches);

    public bool AnyNumber(FilterField field, NumberTest test) => _numbers.GetValueOrDefault(field, []).Any(test.Matches);

    public bool Is(FilterFlag flag) => _flags.Contains(flag);

    public bool IsUnder(int pid, long? startNs) => _ancestors.Contains((pid, startNs));

    /// <summary>A process with a value in every field.</summary>
    public static FakeSubject Full() => new FakeSubject()
        .Text(FilterField.Comm, "sh", "make").Text(FilterField.Path, "/bin/sh", "/usr/bin/make").Text(FilterField.Exe, "/usr/bin/gmake").Text(FilterField.Args, "make -j2 all", "all")
        .Text(FilterField.User, "root").Text(FilterField.Cgroup, "/system.slice/ssh.service").Text(FilterField.Container, "3f2a91")
        .Text(FilterField.Pcomm, "bash").Text(FilterField.Cwd, "/srv/a").Text(FilterField.Tty, "pts/3")
        .Number(FilterField.Session, 1100).Number(FilterField.Pgid, 1150).Number(FilterField.NsPid, 7)
        .Text(FilterField.Kind, "exec.exit").Text(FilterField.Syscall, "execve").Text(FilterField.How, "vfork")
        .Number(FilterField.Pid, 4312).Number(FilterField.Ppid, 1200).Number(FilterField.Tid, 4313).Number(FilterField.Uid, 0)
        .Number(FilterField.Gid, 33).Number(FilterField.Loginuid, 1000)
        .Number(FilterField.Errno, 2, 13).Number(FilterField.Ret, -2, -13, 0).Number(FilterField.Exit, 127)
        .Number(FilterField.Signal, 9).Number(FilterField.Dur, 50_000_000).Number(FilterField.Zombie, 2_000_000_000)
        .Number(FilterField.Threads, 4).Number(FilterField.Images, 2).Number(FilterField.Children, 12)
        .Flag(FilterFlag.Failed).Flag(FilterFlag.Exited).Under(1200, 77);
}
