using System.Collections.Frozen;
using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Field = Dashboard.Core.Filtering.Language.FilterField;

namespace Dashboard.Core.Filtering.Language;

/// <summary>All fields of the filter language: the parser, completion and the documentation use the same table.</summary>
public static class FilterCatalogue
{
    private const FilterOperators TextOperators = FilterOperators.Equal | FilterOperators.Regex;
    private const FilterOperators NumberOperators = FilterOperators.Equal | FilterOperators.Compare;

    private static readonly IReadOnlyList<FilterKeyword> None = [];

    /// <summary>Both halves of an exec; also accepted as a kind.</summary>
    public const string ExecKind = "exec";

    public static IReadOnlyList<FilterKeyword> Kinds { get; } =
    [
        new(EventKinds.Fork, "process created"),
        new(EventKinds.ForkFail, "fork, vfork, clone or clone3 failed"),
        new(ExecKind, "exec.enter and exec.exit"),
        new(EventKinds.ExecEnter, "execve or execveat called"),
        new(EventKinds.ExecExit, "exec returned, with success or an error"),
        new(EventKinds.Rename, "process changed its name"),
        new(EventKinds.Credentials, "user, group, session, process group or cgroup changed without an exec"),
        new(EventKinds.Chdir, "working directory changed"),
        new(EventKinds.Threads, "number of threads changed"),
        new(EventKinds.Exit, "process exited (its last thread)"),
        new(EventKinds.Reap, "exited process was reaped (waited for)"),
        new(EventKinds.Snapshot, "process already running when capture began"),
        new(EventKinds.Lost, "events were lost here"),
        new(EventKinds.Clock, "wall clock was set"),
    ];

    public static IReadOnlyList<FilterKeyword> Syscalls { get; } =
    [
        new("execve", "run a program"),
        new("execveat", "run a program, relative to a directory or by file descriptor"),
        new("fork", "create a process"),
        new("vfork", "create a process and wait until it execs or exits"),
        new("clone", "create a process or a thread"),
        new("clone3", "clone with an argument structure"),
    ];

    /// <summary>In documentation order.</summary>
    public static IReadOnlyList<FilterFieldDefinition> Fields { get; } =
    [
        Text(Field.Comm, "process name (comm), up to 15 characters", "comm:cc1"),
        Text(Field.Path, "program file: as passed to exec, its interpreter, or the resolved file", "path:/tmp/*"),
        Text(Field.Exe, "executable that runs, symbolic links resolved; for a script, its interpreter", "exe:/usr/bin/*"),
        Text(Field.Args, "one argument, or the whole command line; truncated parts are not searched", "args:*--release*"),
        Number(Field.Pid, "process ID", "pid:4312"),
        Number(Field.Ppid, "PID of the parent, original or current", "ppid:1"),
        Text(Field.Pcomm, "name of the parent, original or current", "pcomm:bash"),
        Number(Field.Tid, "thread ID of the caller", "tid:4313"),
        Number(Field.Uid, "effective user ID", "uid:0"),
        Number(Field.Gid, "effective group ID", "gid:33"),
        Number(Field.Loginuid, "user ID at login; su and sudo do not change it", "loginuid:1000"),
        Text(Field.User, "user name", "user:root"),
        Text(Field.Cgroup, "cgroup path (v2; v1 if the process is in the v2 root)", "cgroup:/system.slice/*"),
        Text(Field.Container, "container ID", "container:3f2a*"),
        Text(Field.Cwd, "working directory, last seen", "cwd:/srv/*"),
        Text(Field.Tty, "controlling terminal, last seen", "tty:pts/3"),
        Number(Field.Session, "session ID", "session:4312"),
        Number(Field.Pgid, "process group ID", "pgid:4312"),
        New(Field.NsPid, FilterValueType.Number, NumberOperators, "PID inside its own PID namespace", "ns.pid:1", None, "ns.pid"),
        Keyword(Field.Kind, "event type; for a process, any of its events", "kind:exec", Kinds),
        Keyword(Field.Syscall, "system call of an exec or a failed fork", "syscall:execveat", Syscalls, TextOperators),
        Keyword(Field.Errno, "error of a failed exec or fork, by name or number", "errno:ENOENT,EACCES",
            [.. FilterErrnos.All.Select(e => new FilterKeyword(e.Name, e.Meaning))]),
        Number(Field.Ret, "return value of an exec or a failed fork: 0 or the negative errno", "ret:<0"),
        Number(Field.Exit, "exit code, 0 to 255; none if killed by a signal", "exit:>0"),
        Keyword(Field.Signal, "signal that killed the process, by name or number", "signal:SIGKILL",
            [.. Core.Model.Signal.All.Select(s => new FilterKeyword(s.Name, s.Meaning))]),
        Duration(Field.Dur, "lifetime of a process, or duration of an exec", "dur:<50ms"),
        Duration(Field.Zombie, "time as a zombie: from exit to reap", "zombie:>1s"),
        Number(Field.Threads, "number of threads now", "threads:>1"),
        Number(Field.Images, "programs run: 1 + successful execs", "images:>=2"),
        Number(Field.Children, "number of child processes kept, including exited ones", "children:>100"),
        Keyword(Field.How, "call that created the process", "how:vfork", [.. ForkMethods.All.Select(h => new FilterKeyword(h, $"created by {h}"))], TextOperators),
        new(Field.Under, "under", FilterValueType.Process, FilterOperators.Equal, "a process (PID or ID) and its descendants", "under:1200", None),
        Keyword(Field.Is, "process state or property", "is:failed", FilterFlags.All),
    ];

    private static readonly FrozenDictionary<string, FilterFieldDefinition> ByName =
        Fields.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<FilterField, FilterFieldDefinition> ByField = Fields.ToFrozenDictionary(f => f.Field);

    /// <summary>Other tools' names for these fields; used for hints, not accepted as names.</summary>
    private static readonly FrozenDictionary<string, FilterField> Synonyms = new Dictionary<string, FilterField>
    {
        ["name"] = Field.Comm, ["cmd"] = Field.Comm, ["command"] = Field.Comm, ["process"] = Field.Comm,
        ["file"] = Field.Path, ["executable"] = Field.Exe, ["auid"] = Field.Loginuid, ["group"] = Field.Gid, ["program"] = Field.Path, ["interpreter"] = Field.Path,
        ["argv"] = Field.Args, ["arguments"] = Field.Args, ["cmdline"] = Field.Args,
        ["parent"] = Field.Ppid, ["parentname"] = Field.Pcomm, ["nspid"] = Field.NsPid, ["sid"] = Field.Session, ["pgrp"] = Field.Pgid,
        ["terminal"] = Field.Tty, ["directory"] = Field.Cwd, ["dir"] = Field.Cwd, ["pwd"] = Field.Cwd, ["thread"] = Field.Tid, ["id"] = Field.Pid, ["type"] = Field.Kind, ["event"] = Field.Kind, ["call"] = Field.Syscall,
        ["error"] = Field.Errno, ["err"] = Field.Errno, ["result"] = Field.Ret, ["return"] = Field.Ret,
        ["code"] = Field.Exit, ["exitcode"] = Field.Exit, ["status"] = Field.Exit, ["sig"] = Field.Signal,
        ["duration"] = Field.Dur, ["lifetime"] = Field.Dur, ["age"] = Field.Dur, ["state"] = Field.Is,
        ["subtree"] = Field.Under, ["tree"] = Field.Under, ["descendants"] = Field.Under, ["born"] = Field.How,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RangeNames =
        new[] { "time", "started", "start", "ended", "end", "when", "date", "since", "until", "from", "to", "at", "before", "after", "last" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static FilterFieldDefinition Of(FilterField field) => ByField[field];

    /// <summary>Times are no field: they are chosen by the range. Null for other names.</summary>
    internal static string? RangeHint(string name)
        => RangeNames.Contains(name) ? "times are chosen by the range (on pages the box \"Range\", over HTTP from and to); dur: is how long it ran" : null;

    /// <summary>Looks up a field by name, ignoring case; null when unknown.</summary>
    public static FilterFieldDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The field name that was probably meant; null when none is similar.</summary>
    internal static string? Nearest(string name)
        => Synonyms.TryGetValue(name, out var field)
            ? Of(field).Name
            : Spelling.Nearest(name, Fields.Select(f => f.Name));

    private static FilterFieldDefinition Text(FilterField field, string description, string example)
        => New(field, FilterValueType.Text, TextOperators, description, example, None);

    private static FilterFieldDefinition Number(FilterField field, string description, string example)
        => New(field, FilterValueType.Number, NumberOperators, description, example, None);

    private static FilterFieldDefinition Duration(FilterField field, string description, string example)
        => New(field, FilterValueType.Duration, NumberOperators, description, example, None);

    private static FilterFieldDefinition Keyword(
        FilterField field, string description, string example, IReadOnlyList<FilterKeyword> values,
        FilterOperators operators = FilterOperators.Equal)
        => New(field, FilterValueType.Keyword, operators, description, example, values);

    private static FilterFieldDefinition New(
        FilterField field, FilterValueType type, FilterOperators operators, string description, string example,
        IReadOnlyList<FilterKeyword> values, string? name = null)
        => new(field, name ?? field.ToString().ToLowerInvariant(), type, operators, description, example, values);
}
