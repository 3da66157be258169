using Dashboard.Core.Events;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>Memory may run out while a line is read. The consumer then continues to read, as IngestService does.</summary>
public sealed class ReplayMemoryTests
{
    private const int Count = 3000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task ReadBatches_MemoryRunsOutWithinABatch_LosesNoEvent(int failingRead)
    {
        var story = new Story();
        var shell = story.Snapshot(100, "sh");
        for (var i = 1; i < Count; i++)
        {
            story.FailExec(shell, $"/nope/{i}");
        }

        var file = new ExhaustedFile([.. story.Events.SelectMany(e => (byte[])[.. EventJson.Write(e), (byte)'\n'])]);
        await using var feed = ReplayFeed.Open(file, "memory.ndjson");
        file.FailAt = file.Reads + failingRead;

        var read = ReadOn(feed, out var shortages);

        Assert.Equal(1, shortages);
        Assert.Equal(story.Events.Select(EventJson.Write), read.Select(EventJson.Write));
    }

    private static List<LifecycleEvent> ReadOn(ReplayFeed feed, out int shortages)
    {
        var read = new List<LifecycleEvent>();
        shortages = 0;
        while (true)
        {
            try
            {
                foreach (var batch in feed.ReadBatches(CancellationToken.None))
                {
                    read.AddRange(batch);
                }

                return read;
            }
            catch (OutOfMemoryException)
            {
                shortages++;
            }
        }
    }

    /// <summary>Runs out of memory once, during a read.</summary>
    private sealed class ExhaustedFile(byte[] content) : MemoryStream(content)
    {
        public int Reads { get; private set; }

        public int FailAt { get; set; }

        public override int Read(Span<byte> buffer)
            => ++Reads == FailAt ? throw new OutOfMemoryException() : base.Read(buffer);
    }
}
