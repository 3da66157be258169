namespace Dashboard.Ui.Shared.Text;

/// <summary>What the columns of the tables mean: tips at their heads, and a section of the help. ColumnTests holds that each head has one or needs none.</summary>
public static class ColumnWords
{
    public static readonly Word Age = new("Age", "How long the process runs; of one that has ended, how long it ran.");

    public static readonly Word Attached = new("Attached", "Whether the kernel calls the dashboard at this tracepoint. Without it, its events are missing.");

    public static readonly Word Average = new("Average", "Time that the kernel spends in the dashboard's program for one hit.");

    public static readonly Word Call = new("Call", "The system call that failed: execve, execveat, clone, fork or vfork.");

    public static readonly Word Children = new("Children", "Children that run now / all that it had.");

    public static readonly Word Command = new("Command", "The command line of the last exec: the program and its arguments.");

    public static readonly Word Cpu = new("CPU", "Share of one CPU in the last second; the curve is the last half minute. Only of running processes.");

    public static readonly Word CpuSum = new("CPU (totals)", "User and system time of the processes, added up. Known when a process has ended.");

    public static readonly Word CpuTime = new("CPU time", "User and system time in the whole life of the process.");

    public static readonly Word Duration = new("Duration", "How long the call took; of an exit, how long the process lived.");

    public static readonly Word Ended = new("Ended", "When the process exited. It may still have been a zombie after it.");

    public static readonly Word Example = new("Example", "The newest process of this row. A click on the row opens it.");

    public static readonly Word Execs = new("Execs", "How often a program was run with such a secret in its arguments.");

    public static readonly Word Exit = new("Exit", "How the process ended: its exit code, where 0 is success, or the signal that killed it. Of a running process, what failed so far.");

    public static readonly Word Failed = new("Failed", "Exit code above 0, a fatal signal or a failed exec, as is:failed finds them. PATH lookups are not failures.");

    public static readonly Word FirstLast = new("First, Last", "When it was seen for the first and for the last time, in the chosen range.");

    public static readonly Word Gap = new("Shortest gap", "The shortest time for which the PID was free between two processes.");

    public static readonly Word Hits = new("Hits", "How often the tracepoint was reached since capture began.");

    public static readonly Word Instructions = new("Instructions", "The size of the dashboard's program at this tracepoint, as the kernel runs it.");

    public static readonly Word Interval = new("Interval", "The usual time between two starts, where they are regular.");

    public static readonly Word Lifetime = new("Lifetime", "From the fork of the process to its exit.");

    public static readonly Word LifetimeBar = new("Lifetime (bars)", "From fork to exit, drawn over the time that stands beside. Each segment is a program that the process ran (image). Drag over the time to choose a range.");

    public static readonly Word MaxMemory = new("Max memory", "The most memory that a process had in use at once: its maximum resident set size. Known when it has ended.");

    public static readonly Word Median = new("Median", "Half of the processes lived no longer.");

    public static readonly Word MemoryNow = new("Memory", "Memory in use now (resident set size). Only of running processes.");

    public static readonly Word P95 = new("p95", "Of 100 processes, 95 lived no longer.");

    public static readonly Word Parent = new("Parent", "The process that forked it; where the tree is grouped by current parent, the one that would reap it now.");

    public static readonly Word Pid = new("PID", "The number of the process in the kernel. When the process is gone, another one can get it.");

    public static readonly Word Process = new("Process", "The kernel's name of the process (comm): at first the file name of its program, at most 15 bytes. Letters in grey are not in it; they are from the path.");

    public static readonly Word Result = new("Result", "What the call returned: an error by its name (errno), an exit code or a signal.");

    public static readonly Word Rule = new("What", "The rule that found the secret. In the arguments its name stands in the place of the secret.");

    public static readonly Word Runs = new("Runs", "Processes that began to run it in this time, by birth or by exec.");

    public static readonly Word SentBy = new("Sent by", "The process that sent the signal; empty where the kernel did.");

    public static readonly Word Share = new("Share", "Its part of all in this table.");

    public static readonly Word Signal = new("Signal", "The signal that ended the process.");

    public static readonly Word StartedAt = new("Started at", "When the process was forked.");

    public static readonly Word StartedBy = new("Started by", "The process that forked it: its first parent.");

    public static readonly Word Sum = new("Total time", "Lifetimes of all its processes, added up. Several can run at once.");

    public static readonly Word User = new("User", "The user that the process runs as.");

    /// <summary>By name. Images, errno and lives are words of the glossary.</summary>
    public static IReadOnlyList<Word> All { get; } =
    [
        .. new[]
        {
            Age, Attached, Average, Call, Children, Command, Cpu, CpuSum, CpuTime, Duration, Ended, Example, Execs, Exit, Failed, FirstLast, Gap, Hits, Instructions,
            Interval, Lifetime, LifetimeBar, MaxMemory, Median, MemoryNow, P95, Parent, Pid, Process, Result, Rule, Runs, SentBy, Share, Signal, StartedAt, StartedBy,
            Sum, User,
        }.OrderBy(word => word.Name, StringComparer.OrdinalIgnoreCase),
    ];
}
