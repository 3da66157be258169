using Dashboard.Core.Events;
using Dashboard.Core.Filtering.Matching;
using Dashboard.Core.Model;
using Dashboard.Core.Querying;
using Dashboard.Core.Tests.Filtering;
using Xunit;

namespace Dashboard.Core.Tests.Querying;

public sealed class MatcherTests
{
    private readonly CaptureBuilder _capture = new();

    [Theory]
    [InlineData("", null, null, true)]
    [InlineData("kind:fork", null, null, true)]
    [InlineData("kind:exit", null, null, false)]
    [InlineData("kind:fork", 0L, null, true)]
    [InlineData("kind:fork", 1L, null, false)]
    [InlineData("kind:fork", null, 1L, true)]
    [InlineData("kind:fork", null, 0L, false)]
    [InlineData("", 1L, null, false)]
    public void EventMatcher_FilterAndRange_MustBothMatch(string filter, long? from, long? to, bool matches)
    {
        _capture.Fork(_capture.Snapshot(100, "sh"), 200);
        var at = _capture.Last.Time.UnixNs;
        var range = new TimeRange(from is { } f ? new Timestamp(at + f) : null, to is { } t ? new Timestamp(at + t) : null);

        Assert.Equal(matches, _capture.Store.Read(view => new EventMatcher(Parse.Good(filter), view, range).Matches(_capture.Last)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("comm:sh", true)]
    [InlineData("comm:cc1", false)]
    public void ProcessMatcher_Filter_IsApplied(string filter, bool matches)
    {
        var id = _capture.Snapshot(100, "sh");

        Assert.Equal(matches, _capture.Store.Read(view => new ProcessMatcher(Parse.Good(filter), _capture.NowNs).Matches(view.Processes.Find(id)!)));
    }

    [Fact]
    public void IsFailure_OfALookup_IsFalse()
    {
        ExecExitEvent Exec(long ret, bool lookup) => new() { Ret = ret, Lookup = lookup, Comm = "sh", Syscall = "execve" };

        Assert.True(EventFilterSubject.IsFailure(Exec(-2, lookup: false)));
        Assert.False(EventFilterSubject.IsFailure(Exec(-2, lookup: true)));
        Assert.False(EventFilterSubject.IsFailure(Exec(0, lookup: false)));
    }
}
