using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Dashboard.Core.Statistics.Failures;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Counts;

public sealed class ErrnoBreakdownTests
{
    private readonly ErrnoBreakdown _errnos = new();

    [Fact]
    public void Groups_MorePathsAndNamesThanFit_SayWhatStandsForManyAndWhatWasNotRead()
    {
        Fail("early", "/early");
        Fail("unread", null);
        _errnos.MaxBytes = 0;
        Fail("early", "/late");
        for (var i = 0; i < 10; i++)
        {
            Fail($"late{i}", $"/late{i}");
        }

        Fail("early", "/early");
        var groups = _errnos.Groups();

        Assert.Equal(
            [("early", "/early", false, false, 2L), ("unread", null, false, false, 1L), (null, null, true, true, 11L)],
            groups.OrderBy(g => g.OtherNames).ThenBy(g => g.Comm, StringComparer.Ordinal).Select(g => (g.Comm, g.Path, g.OtherNames, g.OtherPaths, g.Count)));
        Assert.Equal([(false, "early"), (false, "unread"), (true, null)], _errnos.Groups(ErrnoField.Comm).OrderBy(g => g.OtherNames).ThenBy(g => g.Comm, StringComparer.Ordinal).Select(g => (g.OtherNames, g.Comm)));
        Assert.False(Assert.Single(_errnos.Groups(ErrnoField.Errno)).OtherNames);
    }

    [Fact]
    public void Compare_ManyNamesTogether_AreNotSaidToStandOut()
    {
        var outside = new ErrnoBreakdown();
        outside.Count(New("usual", "/usual"));
        outside.Count(New("usual", null));
        _errnos.MaxBytes = 0;
        for (var i = 0; i < 100; i++)
        {
            Fail($"late{i}", $"/late{i}");
            Fail($"late{i}", null);
        }

        Assert.Empty(RangeComparison.Of(_errnos, outside));
    }

    [Fact]
    public void Groups_PathsOfWhichOnlyTheBeginningIsKept_AreNoPath()
    {
        _errnos.Count(New("cc", "/long"));
        _errnos.Count(New("cc", "/long") with { PathShed = true });
        _errnos.Count(New("cc", "/long") with { PathShed = true });

        Assert.Equal([("/long", false, 1L), (null, false, 2L)], _errnos.Groups().OrderBy(g => g.Count).Select(g => (g.Path, g.OtherPaths, g.Count)));
    }

    private void Fail(string comm, string? path) => _errnos.Count(New(comm, path));

    private static ExecExitEvent New(string comm, string? path)
        => new() { Comm = comm, Path = path, Syscall = "execve", Ret = -2, Process = new ProcessId(7, 70), Time = new Timestamp(1_000_000_000) };
}
