using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Core.Model;
using Dashboard.Tests.Shared;
using Dashboard.Tracing.Replay;

namespace Dashboard.Tracing.Tests.Replay;

/// <summary>
/// A corpus of recordings with something wrong in them: no line ends a replay, each good line is kept, each bad one is
/// counted and reported by its number in words that name no type of .NET. What cannot be a recording is refused in one
/// sentence.
/// </summary>
public sealed partial class BadRecordingTests : IDisposable
{
    private const int MinMembers = 60;

    /// <summary>Bytes that reading takes of memory, all objects together, also those that go again: the largest files are of 70 MB.</summary>
    private const long MaxAllocated = 40_000_000;

    private const int NobodyUid = 65534;

    private readonly string _directory = Directory.CreateTempSubdirectory("recordings").FullName;
    private readonly List<string> _warnings = [];

    public static TheoryData<string> Recordings => [.. BadRecordings.All.Where(r => r.Refused is null).Select(r => r.Name)];

    public static TheoryData<string> Others => [.. BadRecordings.All.Where(r => r.Refused is not null).Select(r => r.Name)];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Read_BadRecording_KeepsEachGoodLineAndReportsEachBadOne(string name)
    {
        var recording = Find(name);
        var path = recording.Make(_directory);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var (events, status) = ReadAll(path);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var good = Enumerable.Range(0, recording.Good).Except(recording.SkipsGood).Select(i => BadRecordings.FirstPid + i);
        Assert.Equal(good, events.Where(e => e is not LostEvent).Select(e => e.Pid));
        Assert.True(status.Ended);

        var bad = recording.Skipped.Count + recording.More + (recording.End is null ? 0 : 1);
        Assert.Equal(bad, events.OfType<LostEvent>().Sum(e => e.Count));
        Assert.Equal(bad, status.Lost.GetValueOrDefault(ReplayFeed.UnreadableLine));
        Assert.Equal(recording.Skipped.Count + (recording.End is null ? 0 : 1), status.Problems.Count);
        Assert.All(recording.Skipped.Zip(status.Problems), s => IsSentence($"Line {s.First.Line} of the recording was skipped: ", s.First.Reason, s.Second));
        if (recording.End is { } end)
        {
            IsSentence($"The recording ends after line {end.Line}: ", end.Reason, status.Problems[^1]);
        }

        string[] more = recording.More == 0 ? [] : [$"{recording.More} more lines of the recording could not be read."];
        Assert.Equal([.. status.Problems, .. more], _warnings);
        Assert.InRange(allocated, 0, MaxAllocated);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Open_WhatCannotBeARecording_IsRefusedInOneSentence(string name)
    {
        var recording = Find(name);
        var path = recording.Make(_directory);
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Its file system user is that of the thread; with another one root's rights over files are gone, capabilities(7).
        var user = recording.AsNobody ? SetFileUser(NobodyUid) : 0;
        var refusal = Record.Exception(() => ReplayFeed.Open(path, _warnings.Add));
        if (recording.AsNobody)
        {
            _ = SetFileUser(user);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
        var sentence = Assert.IsType<RecordingException>(refusal).Message;
        IsSentence("", recording.Refused!, sentence);
        Assert.Contains(path.Contains('\0') ? "" : KernelText.Display(path), sentence);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Read_EachKindUnspoilt_IsNoBadLine()
    {
        File.WriteAllLines(Path.Combine(_directory, "r"), RecordingStory.Lines.Values);

        var (events, status) = ReadAll(Path.Combine(_directory, "r"));

        Assert.Equal(RecordingStory.Lines.Count, events.Count);
        Assert.Empty(status.Problems);
    }

    /// <summary>What does the header say of another time of boot? Nothing: the events know.</summary>
    [Theory]
    [InlineData("5")]
    [InlineData("9223372036854775807")]
    [InlineData("\"x\"")]
    public void Read_HeaderWithAnotherEpoch_TakesThatOfTheEvents(string epoch)
    {
        var path = Find("file: a byte order mark").Make(_directory);
        File.WriteAllLines(path, [$"{{\"recording\":{{\"bootEpochUnixNs\":{epoch},\"pidMax\":-1}}}}", .. File.ReadAllLines(path)]);

        var (_, status) = ReadAll(path);

        Assert.Equal((Story.EpochUnixNs, null), (status.BootEpochUnixNs, status.PidMax));
    }

    [Fact]
    public void Corpus_SpoilsEachKindOfEventAndHasNoMemberTwice()
    {
        Assert.True(BadRecordings.All.Count >= MinMembers, $"{BadRecordings.All.Count} members");
        Assert.Equal(BadRecordings.All.Count, BadRecordings.All.Select(r => r.Name).Distinct().Count());
        Assert.Equal(RecordingStory.Lines.Keys.Order(), BadRecordings.All.Select(r => r.Kind).OfType<string>().Distinct().Order());
        Assert.Empty(EventKinds.All.Except(RecordingStory.Lines.Keys));
    }

    private static BadRecording Find(string name) => BadRecordings.All.Single(r => r.Name == name);

    private static void IsSentence(string beginning, string reason, string sentence)
    {
        Assert.StartsWith(beginning, sentence);
        Assert.Contains(reason, sentence);
        Assert.EndsWith(".", sentence);
        Assert.DoesNotMatch(OfDotNet(), sentence);
        Assert.Equal(sentence, KernelText.Display(sentence));
    }

    /// <summary>As the server does: whatever is read is applied too.</summary>
    private (List<LifecycleEvent> Events, FeedStatus Status) ReadAll(string path)
    {
        var feed = ReplayFeed.Open(path, _warnings.Add);
        var store = new LifecycleStore(new CaptureClock(feed.Status.BootEpochUnixNs, null));
        var events = new List<LifecycleEvent>();
        foreach (var batch in feed.ReadBatches(TestContext.Current.CancellationToken))
        {
            events.AddRange(batch);
            store.Apply(batch);
        }

        var status = feed.Status;
        feed.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken);
        return (events, status);
    }

    /// <summary>Answers the one before; setfsuid(2).</summary>
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(int user);

    [GeneratedRegex(@"System\.|Dashboard\.|Object reference|JSON value|deserializ|Exception|`\d|\$\.")]
    private static partial Regex OfDotNet();
}
