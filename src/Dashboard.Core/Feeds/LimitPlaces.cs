namespace Dashboard.Core.Feeds;

/// <summary>The pages on which a missing fact would be shown, and which therefore explain that it is missing.</summary>
public static class LimitPlaces
{
    public const string Tree = "tree";
    public const string Process = "process";
    public const string Events = "events";
    public const string Errors = "errors";
    public const string Pids = "pids";
    public const string Spawners = "spawners";
    public const string Programs = "programs";
    public const string Overview = "overview";
    public const string Timeline = "timeline";

    /// <summary>A kernel limit: the name of a program that is executed by descriptor.</summary>
    public const string NameOfDescriptor = "name_of_descriptor";

    /// <summary>A kernel limit: a process is released long after the wait.</summary>
    public const string LateRelease = "late_release";

    /// <summary>A kernel limit: the tracepoints omit system calls of 32-bit programs.</summary>
    public const string Programs32Bit = "programs_32bit";

    /// <summary>An architecture limit: fork, vfork and posix_spawn are one system call.</summary>
    public const string CloneOnly = "clone_only";

    /// <summary>A kernel limit: the last of several threads is not reported.</summary>
    public const string ThreadEnds = "thread_ends";

    /// <summary>Cgroup paths cannot be resolved, and moves between cgroups are found by comparing paths.</summary>
    public const string CgroupPaths = "cgroup_paths";

    /// <summary>Probe runs that the kernel skips are not made up for.</summary>
    public const string LaterPrograms = "later_programs";

    /// <summary>By the name of the BPF program, or of the kernel limit. A test compares it with the native library's probes.</summary>
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["enter_execve"] = [Events, Process],
        ["enter_execveat"] = [Events, Process],
        ["exit_execve"] = [Errors, Events, Overview, Process, Programs, Spawners, Tree],
        ["exit_execveat"] = [Errors, Events, Overview, Process, Programs, Spawners],
        ["process_free"] = [Tree, Process, Events, Pids, Timeline],
        ["task_rename"] = [Tree, Process, Events],
        ["exit_fork"] = [Errors, Events, Process],
        ["exit_vfork"] = [Errors, Events, Process],
        ["exit_clone"] = [Errors, Events, Process],
        ["exit_clone3"] = [Errors, Events, Process],
        ["exit_wait4"] = [Process, Events],
        ["exit_waitid"] = [Process, Events],
        ["signal_generate"] = [Process, Events],
        ["mark_victim"] = [Process, Events, Tree],
        ["exit_chdir"] = [Process],
        ["exit_fchdir"] = [Process],
        ["exit_setuid"] = [Process, Events],
        ["exit_setgid"] = [Process, Events],
        ["exit_setreuid"] = [Process, Events],
        ["exit_setregid"] = [Process, Events],
        ["exit_setresuid"] = [Process, Events],
        ["exit_setresgid"] = [Process, Events],
        ["exit_setsid"] = [Process, Events],
        ["exit_setpgid"] = [Process, Events],
        ["cgroup_attach"] = [Process, Events],
        [CgroupPaths] = [Tree, Process, Events],
        [NameOfDescriptor] = [Process, Events],
        [LateRelease] = [Process, Events],
        // True of nearly every machine: a note that is always there is no longer read.
        [Programs32Bit] = [],
        [CloneOnly] = [],
        // Affects one of many events, of a process that is ending.
        [ThreadEnds] = [],
        [LaterPrograms] = [Tree, Process, Events, Errors, Overview, Pids, Programs, Spawners, Timeline],
    };

    public static IReadOnlyList<string> Of(CaptureLimit limit) => Places.GetValueOrDefault(limit.Of, []);
}
