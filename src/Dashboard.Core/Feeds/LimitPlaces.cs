namespace Dashboard.Core.Feeds;

/// <summary>On which pages a fact would stand that the capture cannot give: there the page says so.</summary>
public static class LimitPlaces
{
    public const string Tree = "tree";
    public const string Process = "process";
    public const string Events = "events";
    public const string Errors = "errors";
    public const string Pids = "pids";
    public const string Spawners = "spawners";
    public const string Timeline = "timeline";

    /// <summary>A limit of the kernel: what a program is called that is run by its descriptor.</summary>
    public const string NameOfDescriptor = "name_of_descriptor";

    /// <summary>A limit of the kernel: it lets go of a process long after the wait.</summary>
    public const string LateRelease = "late_release";

    /// <summary>A limit of the kernel: it leaves system calls of 32-bit programs out of the tracepoints.</summary>
    public const string Programs32Bit = "programs_32bit";

    /// <summary>A limit of the architecture: fork, vfork and posix_spawn are one system call.</summary>
    public const string CloneOnly = "clone_only";

    /// <summary>A limit of the kernel: which of several threads was the last is not told.</summary>
    public const string ThreadEnds = "thread_ends";

    /// <summary>Paths of cgroups are not found, and by comparing them moves are noticed.</summary>
    public const string CgroupPaths = "cgroup_paths";

    /// <summary>Nothing makes up for runs of probes that the kernel skips.</summary>
    public const string LaterPrograms = "later_programs";

    /// <summary>By the name of the BPF program, or of the kernel's limit. A test compares it with the probes of the native library.</summary>
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["enter_execve"] = [Events, Process],
        ["enter_execveat"] = [Events, Process],
        ["exit_execve"] = [Errors, Events, Process, Spawners, Tree],
        ["exit_execveat"] = [Errors, Events, Process, Spawners],
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
        // True of nearly every machine: a note that always stands on a page is not read any more.
        [Programs32Bit] = [],
        [CloneOnly] = [],
        // One event in a row of many, of a process that is at its end.
        [ThreadEnds] = [],
        [LaterPrograms] = [Tree, Process, Events, Errors, Pids, Spawners, Timeline],
    };

    public static IReadOnlyList<string> Of(CaptureLimit limit) => Places.GetValueOrDefault(limit.Of, []);
}
