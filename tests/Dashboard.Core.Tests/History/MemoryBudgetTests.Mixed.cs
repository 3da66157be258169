using Dashboard.Core.Events;
using Xunit;

namespace Dashboard.Core.Tests.History;

/// <summary>Floods of several kinds in turn, with many live processes.</summary>
public sealed partial class MemoryBudgetTests
{
    /// <summary>Each kind is cut at another time, so that chunks of the archive are emptied and reused for others.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Apply_FloodsOfSeveralKindsInTurn_LeaveRecordsAsTheyWere(int seed)
    {
        var random = new Random(seed);
        var arguments = new Dictionary<int, string>();
        for (var batch = 0; batch < 400; batch++)
        {
            // Long arguments are cut first. The rest of such a process is cut later, in the chunk of cut records.
            var (hasLong, isReaped) = (batch / (10 * seed) % 3 == 0, random.Next(5) > 0);
            for (var i = 0; i < Batch; i++)
            {
                var process = _story.Fork(_shell, ++_pid);
                if (hasLong)
                {
                    Exec(process, random.Next() + Text('z', 3_000));
                }

                arguments[_pid] = random.Next() + Text((char)('a' + random.Next(26)), 1_000);
                Exec(process, arguments[_pid]);
                _story.Exit(process);
                if (isReaped)
                {
                    _story.Reap(process);
                }
            }

            Apply();
            if (batch % 20 == 19)
            {
                AssertAsMade(arguments);
            }
        }
    }

    /// <summary>Processes without long arguments must not use up the limit of rows per batch.</summary>
    [Fact]
    public void Apply_WithManyIdleLiveProcesses_CutsThoseThatHoldMuch()
    {
        for (var i = 0; i < 5_000; i++)
        {
            _story.Fork(_shell, ++_pid);
        }

        // It has nothing that can be cut.
        var bare = _story.Fork(_shell, ++_pid);
        _story.Add(bare, new ExecExitEvent { Syscall = "execve", Path = "/bin/bare", Args = [], ArgCount = 0 });
        var busy = Enumerable.Range(0, 30).Select(_ => _story.Fork(_shell, ++_pid)).ToList();
        Apply();
        for (var round = 0; round < 60; round++)
        {
            foreach (var process in busy)
            {
                Fail(process, "/no/" + _next++ + Text('p', 4_000), "x");
                Fail(process, "/no/" + _next++ + Text('p', 4_000), "x");
            }

            Apply();
        }

        // Later batches continue.
        for (var i = 0; i < 10; i++)
        {
            _story.Rename(_shell, $"n{i}");
            Apply();
        }

        Assert.InRange(Use.Used, 1, Budget);
        Assert.False(_store.Read(v => v.Processes.Find(bare)!.Images[^1].ArgsTruncated));
    }

    private void AssertAsMade(Dictionary<int, string> arguments)
        => _store.Read(view =>
        {
            foreach (var record in view.Processes.All.Where(p => arguments.ContainsKey(p.Pid)))
            {
                var image = record.Images[^1];
                Assert.Equal("/bin/tool", image.Path);
                Assert.Equal(2, image.ArgCount);
                Assert.True(image.ArgsTruncated || image.Args![1] == arguments[record.Pid], $"pid {record.Pid} has other arguments");
            }

            return true;
        });
}
