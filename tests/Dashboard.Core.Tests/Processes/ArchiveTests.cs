using CsCheck;
using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>
/// A process has the same fields packed and unpacked: the same random streams are applied to a table that packs at once and one
/// that never does, both small enough to evict, and all their fields are compared after each stretch.
/// </summary>
public sealed class ArchiveTests
{
    private static readonly Gen<string> Texts = OneOf(
        "-O2", "-Wall", "-Iinclude", "src/a.c", "src/b.c", "src/a.cpp", "src/näme.c", "src/", "", "näme\uef80", "\U0001f600", "\ud800", "half \udc00 pair", new string('x', 3_000));

    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Long[0, 300], Gen.Long[-5, 5], OneOf(long.MaxValue, long.MinValue, int.MaxValue, -1L, 1L << 40));

    private static readonly Gen<ProcessReference?> References = Gen.Select(
        Gen.Int[0, 3], Gen.Int[1, 40], Numbers, Texts, (kind, pid, start, comm) => kind switch
        {
            0 => (ProcessReference?)null,
            1 => new ProcessReference(null, pid, comm),
            2 => new ProcessReference(new ProcessId(pid, start), pid, comm),
            _ => new ProcessReference(new ProcessId(pid + 1, start), pid, null),
        });

    private static readonly Gen<ProcessContext?> Contexts = Gen.Select(
        Gen.Int[0, 4], Gen.Int[-3, 20], Texts, Numbers, (kind, n, text, number) => kind == 0 ? (ProcessContext?)null : new ProcessContext
        {
            PidInNamespace = n == 0 ? null : n,
            Uid = kind == 1 ? null : unchecked((uint)n),
            User = kind == 2 ? text : null,
            Cgroup = kind == 3 ? text : "/user.slice",
            Gid = kind == 4 ? unchecked((uint)n) : null,
            LoginUid = n > 10 ? 1000 : null,
            Session = n > 5 ? n : null,
            ProcessGroup = (int)number,
            Cwd = text,
        });

    private static readonly Gen<ResourceUsage?> Usages = Gen.Select(
        Gen.Bool, Numbers, Numbers, Numbers, (known, a, b, c) => known
            ? new ResourceUsage { UserNs = a, SystemNs = b, MaxRssBytes = c, MinorFaults = b, MajorFaults = a, ReadBytes = c, WriteBytes = a > 5 ? b : null }
            : (ResourceUsage?)null);

    private static readonly Gen<IReadOnlyList<string>?> Lists = Gen.Select(
        Gen.Int[0, 5], Texts.Array[0, 20], (kind, list) => kind == 0 ? null : (IReadOnlyList<string>)list);

    private static readonly Gen<(int Action, int Who, int Pid)> Steps =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 1000], Gen.Int[2, 30], (action, who, pid) => (action, who, pid));

    private static readonly Gen<Step> Details = Gen.Select(Steps, References, Contexts, Usages, Lists, Texts, Numbers,
        (step, reference, context, usage, list, text, number) => new Step(step.Action, step.Who, step.Pid, reference, context, usage, list, text, number));

    private sealed record Step(
        int Action, int Who, int Pid, ProcessReference? By, ProcessContext? Context, ResourceUsage? Usage, IReadOnlyList<string>? List, string Text, long Number);

    [Fact]
    public void Apply_RandomLives_ReadTheSamePackedAndNot() => Gen.Select(Details.Array[1, 100], Gen.Int[0, 3], Gen.Int[1, 40]).Sample(input =>
    {
        var (steps, unpacked, exited) = input;
        var story = new Story();
        var ids = new List<ProcessId> { story.Snapshot(1, "init") };
        var packing = NewStore(exited, unpacked);
        var keeping = NewStore(exited, int.MaxValue);
        foreach (var stretch in steps.Chunk(25))
        {
            foreach (var step in stretch)
            {
                AddEvents(story, ids, step);
            }

            // Each table modifies events, so each gets its own.
            var events = story.Take();
            packing.Apply([.. Copies(events).Select(ArgumentBlocks.AsFromTheKernel)]);
            keeping.Apply(Copies(events));
            Assert.Equal(RecordTexts.Of(keeping.Read(v => v.Processes)), RecordTexts.Of(packing.Read(v => v.Processes)));
            Assert.Equal(keeping.Read(v => v.Errnos.Groups()), packing.Read(v => v.Errnos.Groups()));
        }

        Assert.Equal(0, keeping.Read(v => v.Processes.Archive.PackedCount));
    });

    [Fact]
    public void Apply_ProcessesThatRest_ArePacked()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        var store = NewStore(exited: 1_000, unpacked: 10);
        for (var i = 0; i < 100; i++)
        {
            var child = story.Fork(init, 2 + i);
            story.Exec(child, "/bin/cc", "cc", "-c", $"{i}.c").Exit(child).Reap(child);
        }

        store.Apply(story.Take());
        Assert.Equal((90, 100), store.Read(v => (v.Processes.Archive.PackedCount, v.Processes.ExitedCount)));
    }

    [Fact]
    public void Apply_ArgumentsLargerThanAChunk_ReadTheSame()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        var store = NewStore(exited: 10, unpacked: 0);
        var large = Enumerable.Range(0, 2_000).Select(i => new string('a', 100) + i).ToArray();
        for (var i = 0; i < 30; i++)
        {
            var child = story.Fork(init, 2 + i);
            story.Exec(child, "/bin/ls", i % 2 == 0 ? large : ["ls", $"{i}"]).Exit(child).Reap(child);
        }

        store.Apply(story.Take());
        var args = store.Read(v => v.Processes.All.Where(r => !r.Alive).Select(r => r.Image.Args!).ToList());
        Assert.Equal(10, args.Count);
        Assert.Equal(5, args.Count(a => a.SequenceEqual(large)));
        Assert.Equal(["21", "23", "25", "27", "29"], args.Where(a => a.Count == 2).Select(a => a[1]).Order());
    }

    [Fact]
    public void Apply_UnreapedZombies_DoNotKeepOthersFromBeingPacked()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        var store = NewStore(exited: 10_000, unpacked: 10);
        for (var i = 0; i < 100; i++)
        {
            story.Exit(story.Fork(init, 2 + i));
        }

        for (var i = 0; i < 500; i++)
        {
            var child = story.Fork(init, 1_000 + i);
            story.Exit(child).Reap(child);
        }

        store.Apply(story.Take());
        Assert.InRange(store.Read(v => v.Processes.Archive.PackedCount), 350, 500);
    }

    [Fact]
    public void Apply_LateEventsOfPackedProcesses_DoNotMakeTheArchiveGrow()
    {
        var story = new Story();
        var init = story.Snapshot(1, "init");
        var store = NewStore(exited: 20_000, unpacked: 0);
        var ids = new List<ProcessId>();
        for (var i = 0; i < 20_000; i++)
        {
            var child = story.Fork(init, 2 + i);
            ids.Add(child);
            story.Exec(child, "/bin/cc", "cc", "-c", $"{i}.c").Exit(child).Reap(child);
        }

        store.Apply(story.Take());
        for (var round = 0; round < 6; round++)
        {
            // All but every hundredth are changed, so that no chunk becomes empty.
            foreach (var id in ids.Where((_, i) => i % 100 != 0))
            {
                story.Rename(id, $"late{round}");
            }

            store.Apply(story.Take());
        }

        var (packed, held) = store.Read(v => (v.Processes.Archive.PackedCount, v.Processes.Archive.HeldCount));
        Assert.Equal(20_000, packed);
        Assert.InRange(held, packed, 3 * packed);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AddEvents(Story story, List<ProcessId> ids, Step step)
    {
        var who = ids[step.Who % ids.Count];
        switch (step.Action)
        {
            case 0 or 1 or 2:
                ids.Add(story.Fork(who, step.Pid));
                break;
            case 3:
                var id = new ProcessId(step.Pid, story.NowNs);
                ids.Add(id);
                story.Add(id, new ForkEvent { How = (ForkMethod)(step.Who % 5), Flags = step.List, By = step.By, Context = step.Context });
                break;
            case 4 or 5:
                story.Add(who, new ExecExitEvent
                {
                    Syscall = step.Who % 2 == 0 ? "execve" : null,
                    Path = step.Who % 5 == 0 ? null : $"/bin/{step.Pid % 4}",
                    Interpreter = step.Who % 7 == 0 ? "/bin/sh" : null,
                    Exe = step.Who % 4 == 0 ? null : new ExecutableFile(step.Who % 3 == 0 ? null : $"/bin/{step.Pid % 3}", step.Who % 5 == 0 ? null : "8:1", step.Pid == 2 ? null : ulong.MaxValue),
                    Args = step.List,
                    ArgCount = step.Who % 3 == 0 ? step.List?.Count : (int)step.Number,
                    ArgsTruncated = step.Who % 4 == 0,
                    ArgsShed = step.Who % 5 == 0,
                    ArgsDropped = step.Who % 3 == 0,
                    PathShed = step.Who % 7 == 0,
                    Redacted = step.Who % 4 == 1 ? ["password", "url-password"] : null,
                    DurationNs = step.Who % 6 == 0 ? null : step.Number,
                    Ret = step.Action == 4 ? 0 : -2 - (step.Who % 2 * 5),
                    Context = step.Context,
                });
                break;
            case 6 when step.Who % 2 == 0:
                story.Add(who, new ChdirEvent { Cwd = step.Text });
                break;
            case 6:
                story.FailFork(who, 11 + (step.Who % 3));
                break;
            case 7 when step.Who % 2 == 0:
                story.Add(who, ChangeTo(step.Context));
                break;
            case 7:
                story.Add(who, new RenameEvent { From = "", To = step.Text });
                break;
            case 8:
                story.Add(who, new ExitEvent
                {
                    ExitCode = step.Who % 3 == 0 ? null : step.Pid,
                    Signal = step.Who % 3 == 0 ? (int)step.Number : null,
                    CoreDumped = step.Who % 5 == 0,
                    Oom = step.Who % 6 == 0,
                    By = step.By,
                    Adopter = step.Who % 2 == 0 ? new ProcessReference(ids[0], 1, "init") : null,
                    Usage = step.Usage,
                });
                break;
            case 9:
                story.Add(who, new ReapEvent { By = step.By, Usage = step.Usage });
                break;
            default:
                story.Add(who, step.Who % 2 == 0
                    ? new SnapshotEvent { Path = step.Text, Args = step.List, Context = step.Context, Threads = step.Pid }
                    : new CensusEvent { Present = ids.Take(ids.Count - (step.Who % 4)).ToHashSet() });
                break;
        }
    }

    private static CredentialsEvent ChangeTo(ProcessContext? context)
    {
        var e = new CredentialsEvent();
        e.Fill(context ?? default);
        return e;
    }

    private static List<LifecycleEvent> Copies(IReadOnlyList<LifecycleEvent> events) => [.. events.Select(e => e with { })];

    private static LifecycleStore NewStore(int exited, int unpacked)
        => new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { ExitedProcesses = exited, Events = 5_000, UnpackedExited = unpacked });
}
