using System.Buffers;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Filtering;
using Dashboard.Core.Processes;
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

        // What was ready is printed first, the loss where it was noticed.
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

    private IEnumerable<string> Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Run()
    {
        _feed.End();
        new EventPrinter(new CaptureSource(_feed, null), Filter.Everything, _format, Write, _warnings.Add).Run(CancellationToken.None, TimeSpan.Zero);
    }

    private bool Write(ReadOnlySpan<byte> bytes)
    {
        _output.Append(Encoding.UTF8.GetString(bytes));
        return true;
    }

    /// <summary>One word a line; has no memory for the end of one line, once.</summary>
    private sealed class ExhaustedFormat : IEventFormat
    {
        public string? FailAt { get; set; }

        public void Write(LifecycleEvent e, IBufferWriter<byte> output)
        {
            var text = e switch { ExecExitEvent exec => exec.Path!, LostEvent lost => $"{lost.Count} {lost.Cause}", _ => e.Kind };
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
