using System.Diagnostics;
using System.Globalization;
using Dashboard.EndToEnd.Tests.Support;

namespace Dashboard.Benchmarks.Workloads;

/// <summary>workload.c and the program that its cycles become, compiled for this run.</summary>
internal static class Workload
{
    /// <summary>A name that nothing else on the machine has, so that what tracers tell of it can be counted.</summary>
    public const string Name = "bench_nop";

    /// <summary>Each worker of `cycles` begins with one that it does not time.</summary>
    private const int Warmups = 1;

    private static readonly Lazy<string> Folder = new(Build);

    public static string Program => Path.Combine(Folder.Value, "workload");

    public static string Nop => Path.Combine(Folder.Value, Name);

    /// <summary>vfork, exec, exit and wait, on each of these CPUs.</summary>
    /// <param name="before">A tracer that starts it: strace.</param>
    public static async Task<WorkloadResult> Cycles(int count, IReadOnlyList<int> cpus, params string[] before)
    {
        string[] command = [.. before, Program, "cycles", Text(count / cpus.Count), Nop, .. cpus.Select(cpu => Text(cpu))];
        var result = await Run(command);
        return result with { Cycles = result.Cycles + Warmups * cpus.Count };
    }

    /// <summary>A system call that nobody traces.</summary>
    public static Task<WorkloadResult> Getppid(int count, int cpu) => Run([Program, "getppid", Text(count), Text(cpu)]);

    public static Child StartPace(int cyclesPerSecond, int seconds)
        => Child.Start(Program, "pace", Text(cyclesPerSecond), Text(seconds), Nop);

    public static Child StartStorm(int cycles, int failures, int workers, string missing)
        => Child.Start(Program, "storm", Text(cycles), Text(failures), Text(workers), Nop, missing);

    public static async Task<WorkloadResult> Ended(Child child)
    {
        // Without the deadline of tests: a storm takes as long as it takes.
        using var process = Process.GetProcessById(child.Pid);
        await process.WaitForExitAsync();
        if (await child.Ended() is var status and not 0)
        {
            throw new InvalidOperationException($"The workload ended with {status}: {string.Join(" | ", child.Errors)}");
        }

        return WorkloadResult.Parse(child.Output);
    }

    private static async Task<WorkloadResult> Run(string[] command)
    {
        await using var child = Child.Start(command[0], command[1..]);
        return await Ended(child);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Build()
    {
        var source = Path.Combine(Repository.Root, "tests", "Dashboard.Benchmarks", "Workloads", "workload.c");
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", "bin")).FullName;
        using var compiler = Process.Start("gcc", ["-O2", "-Wall", "-o", Path.Combine(folder, "workload"), source]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"gcc ended with {compiler.ExitCode}.");
        }

        File.Copy(Repository.Scenario("nop"), Path.Combine(folder, Name), overwrite: true);
        return folder;
    }
}
