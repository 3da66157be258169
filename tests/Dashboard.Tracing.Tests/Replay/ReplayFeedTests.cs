using System.IO.Compression;
using System.Text;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;
using Xunit;

namespace Dashboard.Tracing.Tests.Replay;

public sealed class ReplayFeedTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly List<string> _warnings = [];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_PlainOrGzip_TheSameEvents(bool compressed)
    {
        var events = SomeEvents(2500);
        Write(Lines(events), compressed);

        var read = await ReadAllAsync();

        Assert.Equal(Lines(events), Lines(read));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task ReadBatches_OfLongLines_AreBoundedInBytes()
    {
        var story = new Story();
        var shell = story.Snapshot(100, "sh");
        for (var i = 0; i < 200; i++)
        {
            story.FailExec(shell, "/" + new string('p', 200_000) + i);
        }

        Write(Lines(story.Events), compressed: false);
        await using var feed = ReplayFeed.Open(_file);
        var batches = feed.ReadBatches(CancellationToken.None).Select(batch => (batch.Count, Characters: batch.OfType<ExecExitEvent>().Sum(e => e.Path!.Length))).ToList();

        // At most one line more than fits; each has its path twice, because it is also the first argument.
        Assert.InRange(batches.Max(b => b.Characters), 200_000, 800_000);
        Assert.Equal(200, batches.Sum(b => b.Count) - 1);
    }

    [Fact]
    public async Task Status_Header_IsWhatItSays()
    {
        Write(
            [
                """{"recording":{"kernel":"6.12.1","bootId":"b","attachedAt":"2026-11-22T17:02:25Z","bootEpochUnixNs":1790000000000000500,"name":"make -j2"}}""",
                .. Lines(SomeEvents(1)),
            ]);

        await using var feed = ReplayFeed.Open(_file);

        Assert.Equal(FeedSource.Replay, feed.Status.Source);
        Assert.Equal("6.12.1", feed.Status.Kernel);
        Assert.Equal("b", feed.Status.BootId);
        Assert.Equal("2026-11-22T17:02:25.000000000Z", feed.Status.AttachedAt.ToString());
        Assert.Equal(Story.EpochUnixNs + 500, feed.Status.BootEpochUnixNs);
        Assert.Equal("make -j2", feed.Status.RecordingName);
        Assert.False(feed.Status.Ended);
    }

    [Fact]
    public async Task Status_NoHeader_IsDerivedFromTheFirstEvent()
    {
        var events = SomeEvents(1);
        Write(Lines(events));

        await using var feed = ReplayFeed.Open(_file);

        Assert.Equal(Story.EpochUnixNs, feed.Status.BootEpochUnixNs);
        Assert.Equal(events[0].Time, feed.Status.AttachedAt);
        Assert.Null(feed.Status.Kernel);
        Assert.Equal(Path.GetFileNameWithoutExtension(_file), Path.GetFileNameWithoutExtension(feed.Status.RecordingName));
    }

    [Fact]
    public async Task Read_EventWithOneOfTheTwoTimes_GetsTheOther()
    {
        Write(
            [
                """{"recording":{"bootEpochUnixNs":1000}}""",
                """{"kind":"fork","process":"10-5","bootNs":50}""",
                """{"kind":"fork","process":"11-6","time":"1970-01-01T00:00:00.000001060Z"}""",
            ]);

        var read = await ReadAllAsync();

        Assert.Equal([1050L, 1060L], read.Select(e => e.Time.UnixNs));
        Assert.Equal([50L, 60L], read.Select(e => e.BootNs));
    }

    [Fact]
    public async Task Read_BadLines_AreNamedSkippedAndCounted()
    {
        var lines = Lines(SomeEvents(3));
        Write(
            [
                lines[0], "{\"kind\":\"fork\"", lines[1], "", """{"kind":"birthday","process":"1-1"}""", """{"kind":"fork"}""",
                """{"kind":"fork","process":"x"}""", "null", lines[2],
            ]);

        await using var feed = ReplayFeed.Open(_file, _warnings.Add);
        var read = await ReadAllAsync(feed);

        Assert.Equal(lines, Lines(read.Where(e => e is not LostEvent)));
        // Reported at their place.
        Assert.Equal([(1, 1L), (3, 4L)], read.Index().Where(e => e.Item is LostEvent).Select(e => (e.Index, ((LostEvent)e.Item).Count)));
        Assert.Equal([2, 5, 6, 7, 8], _warnings.Select(w => int.Parse(w.Split(' ')[1])));
        Assert.All(_warnings, sentence => Assert.Matches(@"^Line \d of the recording was skipped: [^\n]+[^.]\.$", sentence));
        Assert.Equal(5, feed.Status.Lost[ReplayFeed.UnreadableLine]);
        Assert.True(feed.Status.Ended);
    }

    [Fact]
    public async Task Read_ManyBadLines_WarnsOfTenAndOfTheRest()
    {
        Write([.. Lines(SomeEvents(1)), .. Enumerable.Repeat("{", 2000), .. Lines(SomeEvents(1))]);

        await using var feed = ReplayFeed.Open(_file, _warnings.Add);
        var read = await ReadAllAsync(feed);

        Assert.Equal(3, read.Count);
        Assert.Equal((2000L, ReplayFeed.UnreadableLine), (((LostEvent)read[1]).Count, ((LostEvent)read[1]).Cause));
        Assert.Equal(11, _warnings.Count);
        Assert.Equal("1990 more lines of the recording could not be read.", _warnings[^1]);
        Assert.Equal(2000, feed.Status.Lost[ReplayFeed.UnreadableLine]);
    }

    [Fact]
    public async Task Read_LineOverAMebibyte_IsSkippedAndTheNextIsRead()
    {
        var lines = Lines(SomeEvents(2));
        Write([lines[0], new string('x', 3 << 20), lines[1]], compressed: true);

        await using var feed = ReplayFeed.Open(_file, _warnings.Add);
        var read = await ReadAllAsync(feed);

        Assert.Equal(lines, Lines(read.Where(e => e is not LostEvent)));
        Assert.Equal(["Line 2 of the recording was skipped: it is longer than 1 MiB."], _warnings);
    }

    [Fact]
    public async Task Read_LineOfExactlyAMebibyte_IsRead()
    {
        var story = new Story();
        story.Enter(story.Snapshot(1, "init"), "/");
        var e = (ExecEnterEvent)story.Events[1];
        var longest = EventJson.Write(e).Length;
        e = e with { Path = e.Path + new string('y', (1 << 20) - longest) };
        Write([.. Lines([e]), .. Lines(SomeEvents(1))]);

        Assert.Equal(2, (await ReadAllAsync()).Count);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Read_GzipCutShort_KeepsWhatCameBefore()
    {
        Write(Lines(SomeEvents(5000)), compressed: true);
        var whole = await File.ReadAllBytesAsync(_file);
        await File.WriteAllBytesAsync(_file, whole[..(whole.Length / 2)]);

        await using var feed = ReplayFeed.Open(_file, _warnings.Add);
        var read = await ReadAllAsync(feed);

        Assert.InRange(read.Count, 100, 4999);
        Assert.NotEmpty(_warnings);
        Assert.True(feed.Status.Lost[ReplayFeed.UnreadableLine] > 0);
    }

    [Fact]
    public async Task Read_WindowsLineEnds_AndNoneAtTheEnd()
    {
        var lines = Lines(SomeEvents(2));
        await File.WriteAllTextAsync(_file, $"{lines[0]}\r\n{lines[1]}");

        Assert.Equal(lines, Lines(await ReadAllAsync()));
    }

    [Fact]
    public async Task Read_LookupsThatWereRecorded_CountOnce()
    {
        var story = new Story();
        var shell = story.Fork(new(1, 1), 40);
        story.FailExec(shell, "/usr/bin/foo").FailExec(shell, "/bin/foo").Exec(shell, "/opt/foo");
        var first = new LifecycleStore(new CaptureClock(0, null));
        // As in /events: by then it is known that the failures were lookups.
        first.Apply(story.Take());
        Write(Lines(first.Read(view => view.Events.Forwards().Copy())));

        var second = new LifecycleStore(new CaptureClock(0, null));
        second.Apply(await ReadAllAsync());

        Assert.Equal((0L, 2L), second.Read(view => (view.Errnos.Failed, view.Errnos.Lookups)));
        Assert.Equal(0L, second.Read(view => view.Processes.Find(shell)!.FinalFailureCount));
    }

    [Theory]
    [InlineData(new byte[0], "holds no event: it is empty")]
    [InlineData(new byte[] { 0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7 }, "no event that can be read")]
    [InlineData(new byte[] { 0x1f, 0x8b }, "its compressed data is cut short")]
    [InlineData(new byte[] { 0, 1, 2, 0xff, 10, 13, 10, 0x80 }, "no event that can be read")]
    public void Open_NoRecording_OneSentence(byte[] content, string sentence)
    {
        File.WriteAllBytes(_file, content);

        var problem = Assert.Throws<RecordingException>(() => ReplayFeed.Open(_file, _warnings.Add));

        Assert.Contains(sentence, problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
        // No warnings in addition to the exception.
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Open_OneLineWithoutAnEnd_IsGivenUp()
    {
        using (var file = File.Create(_file))
        {
            file.SetLength(100L << 20);
        }

        var problem = Assert.Throws<RecordingException>(() => ReplayFeed.Open(_file));

        Assert.Contains("line 1 has more than 64 MiB", problem.Message);
    }

    [Fact]
    public void Open_HeaderOnly_SaysThereIsNoEvent()
    {
        Write(["""{"recording":{"name":"x"}}"""]);

        Assert.Contains("holds no event:", Assert.Throws<RecordingException>(() => ReplayFeed.Open(_file)).Message);
    }

    [Theory]
    [InlineData("/no/such/file", "There is no file")]
    [InlineData("/no-such-file", "There is no file")]
    [InlineData("/", "is a directory")]
    [InlineData("/dev/zero", "is a device")]
    [InlineData("", "is empty or not a path")]
    public void Open_NoFile_OneSentence(string path, string sentence)
        => Assert.Contains(sentence, Assert.Throws<RecordingException>(() => ReplayFeed.Open(path)).Message);

    private static IReadOnlyList<LifecycleEvent> SomeEvents(int count)
    {
        var story = new Story();
        for (var i = 0; story.Events.Count < count; i++)
        {
            story.Fork(new(1, 1), 100 + i);
        }

        return story.Take();
    }

    private static List<string> Lines(IEnumerable<LifecycleEvent> events) => [.. events.Select(e => Encoding.UTF8.GetString(EventJson.Write(e)))];

    private void Write(IEnumerable<string> lines, bool compressed = false)
    {
        using Stream file = File.Create(_file);
        using var target = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        foreach (var line in lines)
        {
            target.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    private async Task<List<LifecycleEvent>> ReadAllAsync(ReplayFeed? feed = null)
    {
        await using var opened = feed ?? ReplayFeed.Open(_file, _warnings.Add);
        var all = new List<LifecycleEvent>();
        foreach (var batch in opened.ReadBatches(TestContext.Current.CancellationToken))
        {
            all.AddRange(batch);
        }

        return all;
    }
}
