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
        new(EventKinds.Fork, "a process was born"),
        new(EventKinds.ForkFail, "a fork, vfork, clone or clone3 returned an error"),
        new(ExecKind, "both halves of an exec: exec.enter and exec.exit"),
        new(EventKinds.ExecEnter, "execve or execveat was called"),
        new(EventKinds.ExecExit, "an exec ended, well or with an error"),
        new(EventKinds.Rename, "a process gave itself another name"),
        new(EventKinds.Credentials, "a process changed its user, group, session, process group or cgroup without an exec"),
        new(EventKinds.Chdir, "a process went to another directory"),
        new(EventKinds.Threads, "the number of threads changed"),
        new(EventKinds.Exit, "the last thread of a process has gone"),
        new(EventKinds.Reap, "an exited process was waited for"),
        new(EventKinds.Snapshot, "a process that was there before capture began"),
        new(EventKinds.Lost, "events are missing here"),
        new(EventKinds.Clock, "the wall clock was set"),
    ];

    public static IReadOnlyList<FilterKeyword> Syscalls { get; } =
    [
        new("execve", "run a program"),
        new("execveat", "run a program, relative to a directory or from a descriptor"),
        new("fork", "make a process"),
        new("vfork", "make a process, and wait until it execs or exits"),
        new("clone", "make a process or a thread, by flags"),
        new("clone3", "as clone, with a structure of arguments"),
    ];

    /// <summary>In documentation order.</summary>
    public static IReadOnlyList<FilterFieldDefinition> Fields { get; } =
    [
        Text(Field.Comm, "process name, at most 15 bytes; a process: its name now, and of each image that it ran itself", "comm:cc1"),
        Text(Field.Path, "file as the caller of exec wrote it, its interpreter, or the file itself; a process: of each image that it ran itself, and of failed execs", "path:/tmp/*"),
        Text(Field.Exe, "file that runs, symbolic links followed, of a script its interpreter; a process: of each image that it ran itself", "exe:/usr/bin/*"),
        Text(Field.Args, "one argument, or all of them joined by spaces; a process: of each image that it ran itself, and of failed execs; what was not kept of them (argsTruncated) is not found", "args:*--release*"),
        Number(Field.Pid, "pid number", "pid:4312"),
        Number(Field.Ppid, "parent's pid; a process: at birth or now; an event: when it happened", "ppid:1"),
        Text(Field.Pcomm, "parent's name; a process: of its parent at birth or now, as it was called then", "pcomm:bash"),
        Number(Field.Tid, "thread that made the call; a process: its first thread", "tid:4313"),
        Number(Field.Uid, "effective user id", "uid:0"),
        Number(Field.Gid, "effective group id", "gid:33"),
        Number(Field.Loginuid, "id of the user that logged in, whatever it became later", "loginuid:1000"),
        Text(Field.User, "user name", "user:root"),
        Text(Field.Cgroup, "cgroup path: of v2; of a process in its root, where controllers are in v1, of v1", "cgroup:/system.slice/*"),
        Text(Field.Container, "container id", "container:3f2a*"),
        Text(Field.Cwd, "working directory, as it was last seen", "cwd:/srv/*"),
        Text(Field.Tty, "controlling terminal, as it was last seen", "tty:pts/3"),
        Number(Field.Session, "session", "session:4312"),
        Number(Field.Pgid, "process group", "pgid:4312"),
        New(Field.NsPid, FilterValueType.Number, NumberOperators, "pid number inside its own pid namespace", "ns.pid:1", None, "ns.pid"),
        Keyword(Field.Kind, "kind of event; a process: what it has been through", "kind:exec", Kinds),
        Keyword(Field.Syscall, "system call of an exec or a failed fork; a process: of its failed execs", "syscall:execveat", Syscalls, TextOperators),
        Keyword(Field.Errno, "error of a failed exec or fork, by name or number; a process: of any of them, PATH lookups included", "errno:ENOENT,EACCES",
            [.. FilterErrnos.All.Select(e => new FilterKeyword(e.Name, e.Meaning))]),
        Number(Field.Ret, "result of an exec or a failed fork: 0 or the negative errno; a process: of any of its execs", "ret:<0"),
        Number(Field.Exit, "exit code, 0 to 255; absent when a signal ended the process", "exit:127"),
        Keyword(Field.Signal, "signal that ended the process, by name or number", "signal:SIGKILL",
            [.. Core.Model.Signal.All.Select(s => new FilterKeyword(s.Name, s.Meaning))]),
        Duration(Field.Dur, "duration; a process: its lifetime, so far or in all; an event: of the exec, or the lifetime at an exit", "dur:<50ms"),
        Duration(Field.Zombie, "time between exit and reap; a process that is a zombie now: so far", "zombie:>1s"),
        Number(Field.Threads, "threads of the process now", "threads:>1"),
        Number(Field.Images, "images of the process: 1 + its successful execs", "images:>=2"),
        Number(Field.Children, "processes born to it that are still held, exited ones included", "children:>100"),
        Keyword(Field.How, "call that made the process; an event: of a fork", "how:vfork", [.. ForkMethods.All.Select(h => new FilterKeyword(h, $"born by {h}"))], TextOperators),
        new(Field.Under, "under", FilterValueType.Process, FilterOperators.Equal, "a process, by pid or id, and its descendants by birth", "under:1200", None),
        Keyword(Field.Is, "a state or a trait of the process", "is:failed", FilterFlags.All),
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
        ["duration"] = Field.Dur, ["lifetime"] = Field.Dur, ["time"] = Field.Dur, ["age"] = Field.Dur, ["state"] = Field.Is,
        ["subtree"] = Field.Under, ["tree"] = Field.Under, ["descendants"] = Field.Under, ["born"] = Field.How,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FilterFieldDefinition Of(FilterField field) => ByField[field];

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
