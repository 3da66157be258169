using System.Text;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Tests.Bpf.Losses;

/// <summary>Which processes are reported to have lost records, and which to have filled the ring.</summary>
public sealed class PressureLedgerTests
{
    private readonly PressureLedger _ledger = new();

    [Fact]
    public void Take_Twice_TellsWhatCameBetween()
    {
        Take(5, Tally("flood", overShare: 5, bytes: 1000));
        var second = Take(12, Tally("flood", overShare: 12, bytes: 3000));

        var origin = Assert.Single(second.Origins(PressureCounts.OfOverShare));
        Assert.Equal((1000u, "flood"), (origin.Uid, origin.Comm));
        Assert.Equal(7, origin.Shed.Records["exec.fail"]);
        var culprit = Assert.Single(second.Culprits);
        Assert.Equal(("flood", 2000), (culprit.Comm, culprit.Bytes));
    }

    /// <summary>The counters are read first; a record lost between the two reads is in the tallies only.</summary>
    [Fact]
    public void Take_TallyThatIsAhead_WaitsForItsCounter()
    {
        var first = Take(5, Tally("flood", overShare: 6, bytes: 1));
        Assert.True(_ledger.IsBehind);
        var second = Take(6, Tally("flood", overShare: 6, bytes: 1));

        Assert.False(_ledger.IsBehind);
        Assert.Equal([5L, 1L], new[] { first, second }.Select(i => i.Origins(PressureCounts.OfOverShare).Single().Shed.Records["exec.fail"]));
    }

    [Fact]
    public void Take_WhatHasNoTally_IsInTheSumOnly()
    {
        var interval = Take(9, Tally("flood", overShare: 4, bytes: 1));

        Assert.Equal(9, interval.All.ToShed(PressureCounts.OfOverShare).Records["exec.fail"]);
        Assert.Equal(4, interval.Origins(PressureCounts.OfOverShare).Sum(o => o.Shed.Records["exec.fail"]));
    }

    [Fact]
    public void Take_AfterForget_CountsFromNothing()
    {
        Take(5, Tally("flood", overShare: 5, bytes: 1000));
        _ledger.Forget();
        Assert.True(_ledger.IsEmpty);
        var after = Take(8, Tally("flood", overShare: 3, bytes: 10));

        Assert.Equal(3, after.Origins(PressureCounts.OfOverShare).Single().Shed.Records["exec.fail"]);
        Assert.Equal(1010, _ledger.Status(Stats(8))!.Culprits.Single().Bytes);
    }

    [Fact]
    public void Take_ManyNames_TellsTheFiveLargest()
    {
        var interval = Take(0, [.. Enumerable.Range(1, 9).Select(i => Tally($"name{i}", overShare: 0, bytes: (ulong)i))]);

        Assert.Equal(["name9", "name8", "name7", "name6", "name5"], interval.Culprits.Select(c => c.Comm));
    }

    [Fact]
    public void Status_WithoutPressure_IsNull() => Assert.Null(_ledger.Status(default));

    private PressureInterval Take(ulong counted, params NativeTally[] tallies) => _ledger.Take(Stats(counted), tallies);

    private static NativeStats Stats(ulong overShare)
    {
        var stats = new NativeStats { Pressed = 1 };
        stats.LostByKind[LossWatch.OverShareIndex][(int)RecordKind.ExecFail] = overShare;
        return stats;
    }

    private static NativeTally Tally(string comm, ulong overShare, ulong bytes)
    {
        var tally = new NativeTally();
        tally.Key.Uid = 1000;
        Encoding.UTF8.GetBytes(comm).CopyTo(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.CompilerServices.Unsafe.As<CommBytes, byte>(ref tally.Key.Comm), 16));
        tally.Tally.Bytes = bytes;
        tally.Tally.OverShare[(int)RecordKind.ExecFail] = overShare;
        return tally;
    }
}
