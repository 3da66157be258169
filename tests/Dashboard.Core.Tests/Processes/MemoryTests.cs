using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>Memory that the table keeps, and garbage that it creates, for the processes of a build.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Processes = 60_000;
    private Story _story = new();
    private readonly Dictionary<string, string> _flags = [];
    private readonly LifecycleStore _store = new(
        new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = Processes, Events = 1 });
    private readonly ProcessId _make;
    private int _next;

    public MemoryTests()
    {
        _make = _story.Snapshot(900, "make");
        _store.Apply(_story.Take());
    }

    [Fact]
    public void Apply_ProcessesOfABuild_AreKeptInAtMost250BytesEach()
    {
        // Warm-up for one-time allocations: spare objects, tables of the open chunk.
        Build(3_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = Exited;
        Build(Processes - 3_000);
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)(Exited - kept), 50, 250);
    }

    [Fact]
    public void Apply_MoreProcessesThanAreKept_TakesNoMoreMemory()
    {
        Build(Processes + 5_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Build(Processes);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, -1_000_000, 1_000_000);
        Assert.Equal(Processes, Exited);
    }

    [Fact]
    public void Apply_OnceTheBoundIsReached_LeavesNearlyNothingToTheCollector()
    {
        Build(Processes + 5_000);
        var table = _store.Read(view => view.Processes);
        var min = double.MaxValue;
        // Until the JIT has optimised all of it, which a busy machine delays: unoptimised code boxes values.
        for (var round = 0; round < 100 && min > 16; round++)
        {
            var events = Lives(1_000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var e in events)
            {
                table.Apply(e);
            }

            min = Math.Min(min, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)events.Count);
        }

        // Occasionally a new chunk, or a growing table.
        Assert.InRange(min, 0, 16);
    }

    /// <summary>Not in parallel, because the collector's counters are process-wide.</summary>
    [CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
    public sealed class Alone;

    private int Exited => _store.Read(view => view.Processes.ExitedCount);

    private void Build(int processes)
    {
        for (; processes > 0; processes -= 999)
        {
            _store.Apply(Lives(Math.Min(processes, 999)));
        }
    }

    /// <summary>gcc, cc1 and as in turn: flags repeat, file names do not.</summary>
    private IReadOnlyList<LifecycleEvent> Lives(int processes)
    {
        // A new one each time, because it stores all its processes.
        _story = new Story { NowNs = _story.NowNs };
        _story.Snapshot(900, "make");
        for (var i = 0; i < processes; i++)
        {
            var n = ++_next;
            var (file, dir) = (n / 3, $"src/{n / 120 % 50}");
            var (path, args) = (n % 3) switch
            {
                0 => ("/usr/bin/gcc", $"gcc -Wall -Wextra -O2 -g -std=c11 -Iinclude -Ithird_party/include -DNDEBUG -MMD -MP -c {dir}/f{file}.c -o build/{dir}/f{file}.o"),
                1 => ("/usr/lib/gcc/x86_64-linux-gnu/12/cc1", $"cc1 -quiet -I include -I third_party/include -imultiarch x86_64-linux-gnu -MMD build/{dir}/f{file}.d -MP -MQ build/{dir}/f{file}.o -D NDEBUG {dir}/f{file}.c -quiet -dumpbase f{file}.c -dumpbase-ext .c -mtune=generic -march=x86-64 -g -O2 -Wall -Wextra -std=c11 -fasynchronous-unwind-tables -o /tmp/cc{n * 7919:x8}.s"),
                _ => ("/usr/bin/as", $"as -I include -I third_party/include --gdwarf-5 --64 -o build/{dir}/f{file}.o /tmp/cc{n * 7919:x8}.s"),
            };
            var id = _story.Fork(_make, 1_000 + n, ForkMethod.Vfork);
            _story.Exec(id, path, [.. args.Split(' ').Select(Shared)]);
            _story.Add(id, new ExitEvent { ExitCode = 0, Usage = new ResourceUsage { UserNs = n * 7_919L % 100_000_000, SystemNs = n * 104_729L % 10_000_000, MaxRssBytes = 4096L * (1_000 + n % 5_000), MinorFaults = n % 7_000, VoluntarySwitches = n % 20, ReadBytes = 0, WriteBytes = 4096L * (n % 50) } });
            _story.Reap(id, new ProcessReference(_make, 900, "make"));
        }

        return _story.Take();
    }

    /// <summary>Shares flags as one object, like the decoder; file names are separate objects.</summary>
    private string Shared(string text)
        => !text.StartsWith('-') && (text.Contains('/') || text.EndsWith(".c")) && text != "third_party/include"
            ? text
            : _flags.TryGetValue(text, out var known) ? known : _flags[text] = text;
}
