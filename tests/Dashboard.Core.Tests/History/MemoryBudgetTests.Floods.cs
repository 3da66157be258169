using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Core.Tests.Processes;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>The floods, and how a feed creates them.</summary>
public sealed partial class MemoryBudgetTests
{
    /// <summary>Everything that a process may choose, each in a flood of it.</summary>
    public static TheoryData<string> Floods => [.. Kinds.Keys];

    private static Dictionary<string, Action<MemoryBudgetTests>> Kinds { get; } = new()
    {
        ["failing execs with long arguments"] = t => t.Fail(t._shell, "/no/such", Text('x', 30_000)),
        ["failing execs with long arguments of other letters"] = t => t.Fail(t._shell, "/no/such", Text('é', 15_000)),
        ["failing execs with many short arguments"] = t => t.Fail(t._shell, "/no/such", [.. Enumerable.Repeat("a", 10_000)]),
        ["failing execs with distinct long arguments"] = t => t.Fail(t._shell, "/no/such", t._next + Text('x', 30_000)),
        ["failing execs with distinct arguments of one byte"] = t => t.Fail(t._shell, "/no/such", [$"{t._next}", .. Enumerable.Repeat("a", 10_000)]),
        ["lives with distinct long arguments"] = t => t.Life(t._next + Text((char)('a' + (t._next % 26)), 30_000), isReaped: true),
        ["lives with distinct arguments of one byte"] = t => t.Bytes(),
        ["failing execs with arguments of 1 KB"] = t => t.Fail(t._shell, "/no/such", Text('x', 1_000)),
        ["failing execs of distinct long paths"] = t => t.Fail(t._shell, "/no/" + t._next + Text('p', 4_000), "x"),
        ["enters of distinct long paths"] = t => t._story.Enter(t._shell, "/no/" + t._next + Text('p', 4_000)),
        ["failing execs of one path by distinct names"] = t => t.FailNamed("c" + t._next),
        ["execs with long arguments"] = t => t.Exec(t._shell, Text('x', 30_000)),
        ["renames"] = t => t._story.Rename(t._shell, "n" + t._next),
        ["lives with long arguments"] = t => t.Life(Text('x', 30_000), isReaped: true),
        ["lives with arguments as long as a record"] = t => t.Life(t._next + Text('x', t._next % 2 * (ArgumentBytes.MaxBytes - 20)), isReaped: true),
        ["lives with arguments of 1 KB"] = t => t.Life(t._next + Text('x', 1_000), isReaped: true),
        ["zombies with long arguments"] = t => t.Life(Text('x', 30_000), isReaped: false),
        ["children of one with long arguments"] = t => t.Child(),
        ["searches by many processes"] = t => t.Search(),
        ["directories"] = t => t._story.Add(t._shell, new ChdirEvent { Cwd = "/" + t._next + Text('d', 4_000) }),
        ["contexts"] = t => t.Born(new ProcessContext { Cwd = "/" + t._next + Text('d', 2_000) }),
        ["losses of distinct causes"] = t => t._story.Lost(1, "cause " + t._next),
    };

    private static readonly string[] Letters = [.. Enumerable.Range('a', 26).Select(c => $"{(char)c}")];

    /// <summary>Arguments that call back when they are read: in the middle of a batch.</summary>
    private sealed class CallbackList(Action onRead) : List<string>, IReadOnlyList<string>
    {
        int IReadOnlyCollection<string>.Count
        {
            get
            {
                onRead();
                return 0;
            }
        }
    }

    private MemoryUse Use => _store.Read(v => v.Memory);

    private void Flood(string kind, int count)
    {
        for (var i = 0; i < count; i++, _next++)
        {
            Kinds[kind](this);
            if (i % Batch == Batch - 1)
            {
                Apply();
            }
        }

        Apply();
    }

    /// <summary>A feed with a pool shares contexts; a recording has one for each event.</summary>
    private void Apply() => _store.Apply([.. _story.Take().Select(Pooled)], _ownContexts ? null : _pool);

    /// <summary>Takes events from the pool like the decoder, so that the pool's memory is counted.</summary>
    private LifecycleEvent Pooled(LifecycleEvent e)
    {
        if (e is not ExecExitEvent { Args: { } args } exec || ArgumentBlocks.Of(args) is var block && !ArgumentBytes.CanHold(block))
        {
            return e;
        }

        exec.KeepArguments(block, _pool.ArgumentBuffer(block.Length));
        return e;
    }

    private void Fail(ProcessId process, string path, params string[] args)
        => _story.Add(process, new ExecExitEvent { Syscall = "execve", Path = path, Args = args, ArgCount = args.Length, Ret = -2 });

    private void FailNamed(string name)
    {
        _story.Rename(_shell, name);
        Fail(_shell, "/no/such/path/of/some/length/" + _next, name);
    }

    private void Exec(ProcessId process, string argument)
        => _story.Add(process, new ExecExitEvent { Syscall = "execve", Path = "/bin/tool", Args = ["tool", argument], ArgCount = 2 });

    private void Life(string argument, bool isReaped)
    {
        var process = _story.Fork(_shell, ++_pid);
        Exec(process, argument);
        _story.Exit(process);
        if (isReaped)
        {
            _story.Reap(process);
        }
    }

    /// <summary>Ten thousand arguments of one letter, different each time.</summary>
    private void Bytes()
    {
        var letters = new Random(_next);
        var process = _story.Fork(_shell, ++_pid);
        _story.Add(process, new ExecExitEvent
        {
            Syscall = "execve", Path = "/bin/tool", Args = [.. Enumerable.Range(0, 10_000).Select(_ => Letters[letters.Next(Letters.Length)])], ArgCount = 10_000,
        });
        _story.Exit(process).Reap(process);
    }

    private void Child()
    {
        if (_next == 0)
        {
            Exec(_shell, Text('x', 30_000));
        }

        var child = _story.Fork(_shell, ++_pid);
        if (_next % 4 > 0)
        {
            _story.Exit(child).Reap(child);
        }
    }

    private void Search()
    {
        var process = _next % 40 == 0 ? _story.Fork(_shell, ++_pid) : new ProcessId(_pid, _lastStart);
        _lastStart = process.StartNs;
        Fail(process, "/" + _next + Text('p', 4_000) + "/tool", "tool");
    }

    private void Born(ProcessContext context)
    {
        _ownContexts = true;
        var process = new ProcessId(++_pid, _story.NowNs);
        _story.Add(process, new ForkEvent { How = ForkMethod.Fork, Flags = [], Context = context });
        _story.Add(process, new ChdirEvent { Cwd = context.Cwd }).Exit(process).Reap(process);
    }

    private static string Text(char letter, int length) => new(letter, length);
}
