using System.Text;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Benchmarks.Records;

/// <summary>
/// Writes one pass of a stream. The order of records is the kernel's: a child's fork before anything of its own, the
/// reap at the wait, the free a grace period later.
/// </summary>
internal sealed class StreamScript
{
    private const ulong StepNs = 4_000;

    /// <summary>RCU lets go of a task 10 to 25 ms after the wait.</summary>
    private const ulong GracePeriodNs = 20_000_000;

    /// <summary>Failing execs make no process: so many of them stand for one, and a pass is as long as the others.</summary>
    private const int FailuresForOneProcess = 3;

    private const uint FirstPid = 1_000;

    // From include/uapi/linux/sched.h: what vfork and glibc's posix_spawn ask for.
    private const ulong CloneVm = 0x100, CloneVfork = 0x4000;

    private static readonly CommBytes Worker = RecordWriter.Comm("worker");
    private static readonly byte[] FailingPath = "/usr/local/bin/missing-tool"u8.ToArray();
    private static readonly byte[] FailingArgs = Encoding.UTF8.GetBytes("missing-tool\0--version\0--output=/tmp/report.txt\0");

    private readonly RecordWriter _body;
    private readonly bool _staysAlive;
    private readonly List<int> _temporaryNames = [];
    private readonly Queue<(ulong DueNs, Life Life)> _released = new();
    private readonly Life _worker = new(500, 2_000_000_000, 1, 1_000_000_000, Worker);
    private ulong _nowNs;
    private uint _nextPid = FirstPid;
    private int _buildSteps;

    /// <param name="mix">What happens.</param>
    /// <param name="processes">How many are born, at least.</param>
    /// <param name="staysAlive">None of them ends.</param>
    public StreamScript(StreamMix mix, int processes, bool staysAlive)
    {
        _staysAlive = staysAlive;
        var before = new RecordWriter();
        AddFork(before, new Life(1, 1_000_000_000, 0, 0, RecordWriter.Comm("init")), default, 1_000_000_000);
        AddFork(before, _worker, new Life(1, 1_000_000_000, 0, 0, RecordWriter.Comm("init")), _worker.StartNs);
        Prologue = before.ToPinnedArray();
        _body = new RecordWriter(before.LastSeq);
        _nowNs = BeginNs;
        for (var i = 0; mix == StreamMix.FailingExecs ? i < processes * FailuresForOneProcess : Processes < processes; i++)
        {
            AddPart(mix, i);
        }

        _nowNs += GracePeriodNs;
        ReleaseDue();
        EndNs = _nowNs + StepNs;
        Records = _records;
        Body = _body.ToPinnedArray();
        TemporaryNames = [.. _temporaryNames];
    }

    public byte[] Prologue { get; }

    public byte[] Body { get; }

    /// <summary>Where a temporary file's random letters stand.</summary>
    public int[] TemporaryNames { get; }

    public static ulong BeginNs => 10_000_000_000;

    public ulong EndNs { get; }

    public int Events { get; private set; }

    public int Records { get; }

    public int Processes { get; private set; }

    private int _records;

    private void AddPart(StreamMix mix, int i)
    {
        switch (mix)
        {
            case StreamMix.Cycles:
                AddCycle();
                break;
            case StreamMix.FailingExecs:
                AddFailingExec(_worker, FailingPath, FailingArgs);
                break;
            case StreamMix.Build:
                AddBuildStep();
                break;
            case StreamMix.Mixed when i % 13 == 12:
                AddBuildStep();
                break;
            case StreamMix.Mixed when i % 3 == 0:
                AddCycle();
                break;
            case StreamMix.Mixed:
                AddFailingExec(_worker, FailingPath, FailingArgs);
                break;
        }
    }

    private void AddCycle()
    {
        var child = AddChild(_worker, CloneVm | CloneVfork);
        child = AddExec(child, "/usr/local/bin/nop"u8, "nop\0"u8, "nop");
        AddEnd(child, _worker);
    }

    private void AddBuildStep()
    {
        var n = _buildSteps++;
        var shell = AddChild(_worker, CloneVm | CloneVfork);
        shell = AddExec(shell, "/bin/sh"u8, BuildStep.Shell(n), "sh");
        var driver = AddChild(shell, CloneVm | CloneVfork);
        var command = BuildStep.Compiler(n);
        AddFailingExec(driver, "/usr/local/sbin/gcc"u8, command);
        AddFailingExec(driver, "/usr/local/bin/gcc"u8, command);
        driver = AddExec(driver, "/usr/bin/gcc"u8, command, "gcc");
        var compiler = AddExec(AddChild(driver, CloneVm | CloneVfork), "/usr/lib/gcc/x86_64-linux-gnu/12/cc1"u8, BuildStep.Cc1(n), "cc1");
        AddEnd(compiler, driver);
        var assembler = AddExec(AddChild(driver, CloneVm | CloneVfork), "/usr/bin/as"u8, BuildStep.Assembler(n), "as");
        AddEnd(assembler, driver);
        AddEnd(driver, shell);
        AddEnd(shell, _worker);
    }

    private Life AddChild(Life parent, ulong flags)
    {
        var child = new Life(_nextPid++, Tick(), parent.Pid, parent.StartNs, parent.Comm);
        AddFork(_body, child, parent, _nowNs, flags);
        _records++;
        Events++;
        Processes++;
        return child;
    }

    private static void AddFork(RecordWriter writer, Life child, Life parent, ulong bootNs, ulong flags = 0) => writer.Add(new ForkRecord
    {
        Header = writer.Header(RecordKind.Fork, child, bootNs),
        Context = Context(child),
        CreatorStartBootNs = parent.StartNs,
        CreatorTgid = parent.Pid,
        CreatorTid = parent.Pid,
        CreatorComm = parent.Comm,
        CloneFlags = flags,
        Syscall = flags == 0 ? RecordSyscall.Fork : RecordSyscall.Vfork,
        ExitSignal = 17,
    });

    private Life AddExec(Life life, ReadOnlySpan<byte> path, ReadOnlySpan<byte> args, string comm)
    {
        AddEnter(life, path);
        var became = life.Named(RecordWriter.Comm(comm));
        AddExecEnd(became, RecordKind.Exec, 0, path, args);
        return became;
    }

    private void AddFailingExec(Life life, ReadOnlySpan<byte> path, ReadOnlySpan<byte> args)
    {
        AddEnter(life, path);
        AddExecEnd(life, RecordKind.ExecFail, -2, path, args);
    }

    private void AddEnter(Life life, ReadOnlySpan<byte> path)
    {
        _body.Add(new ExecEnterRecord
        {
            Header = _body.Header(RecordKind.ExecEnter, life, Tick()),
            Syscall = RecordSyscall.Execve,
            DirFd = -100,
            PathBytes = (uint)path.Length,
        }, path);
        _records++;
        Events++;
    }

    private void AddExecEnd(Life life, RecordKind kind, int ret, ReadOnlySpan<byte> path, ReadOnlySpan<byte> args)
    {
        // The kernel names only the file of an exec that succeeded.
        var names = ret < 0 ? [] : NamesUpToTheRoot(path);
        var at = _body.Add(new ExecRecord
        {
            Header = _body.Header(kind, life, Tick()),
            Context = Context(life),
            Syscall = ret < 0 ? RecordSyscall.Execve : default,
            Ret = ret,
            OldTid = life.Pid,
            Argc = (uint)args.Count((byte)0),
            ExeBytes = (uint)names.Length,
            PathBytes = (uint)path.Length,
            ArgsBytes = (uint)args.Length,
            ExeInode = ret < 0 ? 0 : 1_000_000UL + (uint)path.Length,
            ExeDevice = 8 << 20 | 1,
        }, [.. names, .. path, .. args]);
        _records++;
        Events++;
        var name = args.IndexOf("XXXXXX"u8);
        if (name >= 0)
        {
            _temporaryNames.Add(at + names.Length + path.Length + name);
        }
    }

    /// <summary>"/usr/bin/gcc" as "gcc\0bin\0usr\0".</summary>
    private static byte[] NamesUpToTheRoot(ReadOnlySpan<byte> path)
        => [.. Encoding.UTF8.GetString(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse().SelectMany(name => Encoding.UTF8.GetBytes(name + "\0"))];

    /// <summary>exit, the parent's wait, and later the release: two events of three records.</summary>
    private void AddEnd(Life life, Life parent)
    {
        if (_staysAlive)
        {
            return;
        }

        _body.Add(new ExitRecord
        {
            Header = _body.Header(RecordKind.Exit, life, Tick()),
            Usage = Usage(life),
            ExitSignal = 17,
        });
        _body.Add(new ReapRecord
        {
            Header = _body.Header(RecordKind.Reap, parent, Tick()),
            ReapedPid = life.Pid,
        });
        _records += 2;
        Events += 2;
        _released.Enqueue((_nowNs + GracePeriodNs, life));
        ReleaseDue();
    }

    private void ReleaseDue()
    {
        while (_released.TryPeek(out var next) && next.DueNs <= _nowNs)
        {
            _released.Dequeue();
            _body.Add(new FreeRecord { Header = _body.Header(RecordKind.Free, next.Life, _nowNs), Usage = Usage(next.Life) });
            _records++;
        }
    }

    private ulong Tick() => _nowNs += StepNs;

    private static ContextRecord Context(Life life) => new() { CgroupId = 1, Session = 400, ProcessGroup = life.ParentPid };

    private static UsageRecord Usage(Life life) => new()
    {
        UserNs = 150_000 + life.Pid,
        SystemNs = 210_000,
        RuntimeNs = 360_000 + life.Pid,
        MaxRssBytes = 1_404_928,
        MinorFaults = 31 + life.Pid % 7,
        VoluntarySwitches = 1,
        InvoluntarySwitches = life.Pid % 2,
        ReadBytes = 0,
        WriteBytes = 0,
    };
}
