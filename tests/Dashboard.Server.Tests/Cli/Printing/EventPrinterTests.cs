using System.Buffers;
using System.Collections;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Language;
using Dashboard.Server.Cli.Printing;
using Dashboard.Server.Hosting;
using Dashboard.Tests.Shared;

namespace Dashboard.Server.Tests.Cli.Printing;

public sealed class EventPrinterTests
{
    private readonly Story _story = new();
    private readonly FakeFeed _feed = new();
    private readonly StringBuilder _output = new();
    private readonly List<string> _warnings = [];
    private readonly ExhaustedFormat _format = new();

    [Fact]
    public void Run_MemoryRunsOutInTheStore_PrintsTheLossAndGoesOn()
    {
        var shell = _story.Snapshot(100, "sh");
        _feed.Send(_story.FailExec(shell, "/1").Take());
        _story.FailExec(shell, "/2").Add(shell, new ExecExitEvent { Path = "/lost", Args = new ExhaustingList(0), ArgCount = 2 });
        _feed.Send(_story.FailExec(shell, "/lost").Take());
        _feed.Send(_story.FailExec(shell, "/3").Take());

        Run();

        Assert.Equal(["/1", "/2", "2 out of memory", "/3"], Lines);
        Assert.Contains("Memory ran out", Assert.Single(_warnings));
    }

    [Fact]
    public void Run_MemoryRunsOutWithinALine_PrintsNoHalfLineAndCountsIt()
    {
        var shell = _story.Snapshot(100, "sh");
        _format.FailAt = "/2";
        _feed.Send(_story.FailExec(shell, "/1").FailExec(shell, "/2").FailExec(shell, "/3").Take());
        _feed.Send(_story.FailExec(shell, "/4").Take());

        Run();

        // Events that were ready are printed first, then the loss at its place.
        Assert.Equal(["/1", "/3", "1 out of memory", "/4"], Lines);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Run_EnoughMemory_PrintsEachOnce()
    {
        var shell = _story.Snapshot(100, "sh");
        _feed.Send(_story.FailExec(shell, "/1").FailExec(shell, "/2").Take());
        _feed.Send([]);
        _feed.Send([.. _story.FailExec(shell, "/3").Take()]);

        Run();

        Assert.Equal(["/1", "/2", "/3"], Lines);
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_MemoryRunsOutBeforeABatchIsApplied_CountsTheBatchAndPrintsWhatCameBefore(bool setsClock)
    {
        var trap = new Trap();
        var (shell, other) = (_story.Snapshot(100, "sh"), _story.Snapshot(101, "sh"));
        _story.Add(shell, new ExecExitEvent { Path = "/1", Args = trap, ArgCount = 1, Ret = -2 });
        var first = _story.Take();
        // Counts how often the store reads the arguments; later reads are the filter's.
        new CaptureSource(_feed, null).NewCapture(EventPrinter.Limits).Store.Apply(first);
        trap.Arm(after: trap.Reads, times: 2);
        _feed.Send(first);
        _story.FailExec(other, "/2");
        _feed.Send((setsClock ? _story.SetClock(TimeSpan.FromHours(1)) : _story).FailExec(other, "/2").Take());
        _feed.Send(_story.FailExec(other, "/3").Take());

        Assert.True(Filter.TryParse("-args:absent", out var filter, out _));
        Run(filter);

        // A setting of the clock is reported in any case, because later events have the new time.
        Assert.Equal(["/1", .. setsClock ? (string[])[EventKinds.Clock] : [], "2 out of memory", "/3"], Lines);
        Assert.Equal(2, _warnings.Count);
        // No event was taken before the loss.
        Assert.Null(Assert.Single(_format.Losses).From);
    }

    private IEnumerable<string> Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Run() => Run(Filter.Everything);

    private void Run(Filter filter)
    {
        _feed.End();
        new EventPrinter(new CaptureSource(_feed, null), filter, _format, Write, _warnings.Add).Run(CancellationToken.None, TimeSpan.Zero);
    }

    private bool Write(ReadOnlySpan<byte> bytes)
    {
        _output.Append(Encoding.UTF8.GetString(bytes));
        return true;
    }

    /// <summary>Arguments that throw OutOfMemoryException a number of times after a number of reads.</summary>
    private sealed class Trap : IReadOnlyList<string>
    {
        private int _after = int.MaxValue;
        private int _times;

        public int Reads { get; private set; }

        public int Count => Read(1);

        public string this[int index] => Read("x");

        public void Arm(int after, int times) => (Reads, _after, _times) = (0, after, times);

        public IEnumerator<string> GetEnumerator() => Read(new List<string> { "x" }).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private T Read<T>(T value) => Reads++ >= _after && _times-- > 0 ? throw new OutOfMemoryException() : value;
    }

    /// <summary>One word per line; runs out of memory once, at the end of a line.</summary>
    private sealed class ExhaustedFormat : IEventFormat
    {
        public string? FailAt { get; set; }

        public List<LostEvent> Losses { get; } = [];

        public void Write(LifecycleEvent e, IBufferWriter<byte> output)
        {
            Losses.AddRange(e is LostEvent loss ? [loss] : []);
            var text = e switch { ExecExitEvent exec => exec.Path!, LostEvent lost => $"{lost.Count} {lost.Cause}", _ => EventKinds.NameOf(e.Kind) };
            output.Write(Encoding.UTF8.GetBytes(text));
            if (text == FailAt)
            {
                FailAt = null;
                throw new OutOfMemoryException();
            }

            output.Write("\n"u8);
        }
    }
}
