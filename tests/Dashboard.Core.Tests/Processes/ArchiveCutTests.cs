using Dashboard.Core.Events;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>Cutting empties chunks of the archive, which other pens reuse.</summary>
public sealed class ArchiveCutTests
{
    /// <summary>As many as fit into one chunk, with 1,900 bytes that stay and 2,100 that are cut first.</summary>
    private const int Processes = 12;

    private readonly Story _story = new();
    private readonly LifecycleStore _store = new(new CaptureClock(Story.EpochUnixNs, null), new CaptureLimits { UnpackedExited = 0 });
    private readonly Dictionary<ProcessId, string> _arguments = [];
    private int _pid = 200;

    /// <summary>
    /// The open chunk itself is emptied and reused by another pen: the first one must not continue in it as if its contents were
    /// still there.
    /// </summary>
    [Fact]
    public void Pack_TheOpenChunkWasCutAndGivenToAnotherWriter_LeavesRecordsAsTheyWere()
    {
        var shell = _story.Snapshot(100, "sh");
        Enumerable.Range(0, Processes).ToList().ForEach(i => Live(shell, $"{i}"));
        // The last one is packed when another ends. That one is a zombie, and waits.
        _story.Exit(_story.Fork(shell, ++_pid));
        _store.Apply(_story.Take());

        // From the chunk of complete records into one of cut records, and from there through the first one.
        Assert.True(_store.Read(v => v.Processes.CutEnded(ArgumentBytes.LongBytes)));
        Assert.True(_store.Read(v => v.Processes.CutEnded(ArgumentBytes.ShortBytes)));
        Enumerable.Range(0, Processes).ToList().ForEach(i => Live(shell, $"{i}"));
        _store.Apply(_story.Take());

        _store.Read(view =>
        {
            var records = _arguments.Keys.Select(id => view.Processes.Find(id)!).ToList();
            Assert.Equal(2 * Processes, records.Count);
            Assert.All(records, r => Assert.Equal(("/bin/first", "/bin/tool"), (r.Images[1].Path, r.Images[2].Path)));
            Assert.All(records.Take(Processes), r => Assert.True(r.Images[2].ArgsTruncated));
            Assert.All(records.Skip(Processes), r => Assert.Equal(["tool", _arguments[r.Id]], r.Images[2].Args!));
            return 0;
        });
    }

    private void Live(ProcessId shell, string number)
    {
        var process = _story.Fork(shell, ++_pid);
        _arguments[process] = number + new string('a', 1_900);
        _story.Exec(process, "/bin/first", "first", number + new string('z', 2_100));
        _story.Exec(process, "/bin/tool", "tool", _arguments[process]);
        _story.Exit(process).Reap(process);
    }
}
