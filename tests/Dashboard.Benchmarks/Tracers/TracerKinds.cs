using Dashboard.Benchmarks.Workloads;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Tracers;

/// <summary>Ourselves and the tools that people use today, each as its manual says to use it.</summary>
internal static class TracerKinds
{
    /// <summary>The tutorial's script: what `dashboard events --format bpftrace` prints byte for byte.</summary>
    public const string Script = """
        tracepoint:syscalls:sys_enter_execve { printf("ENTER pid: %d -- comm:%s -- %s\n", pid, comm, str(args->filename)); }
        tracepoint:syscalls:sys_exit_execve { printf("EXIT pid: %d -- ret: %d --comm %s\n", pid, args->ret, comm); }
        """;

    public static TracerKind Nothing { get; } = new("(nothing: the noise)", [], _ => false);

    /// <summary>Its figures come from /api/v1; it prints none.</summary>
    public static TracerKind Serve { get; } = new("dashboard serve", [Repository.Program, "serve"], _ => false, Stop: TracerKind.Terminate);

    public static TracerKind Events { get; } = new(
        "dashboard events", [Repository.Program, "events"],
        line => line.Contains("\"kind\":\"exec.exit\"", StringComparison.Ordinal) && line.Contains($"\"path\":\"{Workload.Nop}\"", StringComparison.Ordinal),
        SpeaksAtOnce: true, Stop: TracerKind.Terminate);

    public static TracerKind Bpftrace { get; } = new("bpftrace, two probes", ["bpftrace", "-e", Script], line => Names(line, "EXIT"));

    public static IReadOnlyList<TracerKind> All { get; } =
    [
        Nothing,
        Serve,
        Events,
        Bpftrace,
        new("execsnoop", ["execsnoop"], line => line.StartsWith(Workload.Name, StringComparison.Ordinal)),
        new("exitsnoop", ["exitsnoop"], line => line.StartsWith(Workload.Name, StringComparison.Ordinal)),
        new("forkstat", ["forkstat"], line => line.Contains(" exec ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(Workload.Name, StringComparison.Ordinal)),
        new("perf trace", ["perf", "trace", "-a", "-e", "execve,execveat"], line => Names(line, " execve(") && line.EndsWith(" = 0", StringComparison.Ordinal)),
        new("strace -f", ["strace", "-f"], line => line.Contains($" execve(\"{Workload.Nop}\"", StringComparison.Ordinal), Starts: true),
    ];

    private static bool Names(string line, string what)
        => line.Contains(what, StringComparison.Ordinal) && line.Contains(Workload.Name, StringComparison.Ordinal);
}
