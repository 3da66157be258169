using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Counts;
using Xunit;

namespace Dashboard.Core.Tests.Statistics.Counts;

public sealed class ExitDigestTests
{
    private const int Block = ExitDigest.BlockEvents;

    private readonly ExitDigest _digest = new();

    [Fact]
    public void Between_WholeBlocks_CountsByNameMostFrequentFirst()
    {
        for (var seq = Block; seq < 3 * Block; seq++)
        {
            End(seq, seq % 4 == 0 ? "sh" : "nop", lifetimeNs: 300_000, exitCode: seq % 8 == 0 ? 1 : 0);
        }

        var summary = _digest.Between(Block - 1, (3 * Block) - 1);

        Assert.Equal([("nop", 3 * Block / 2L, 0L), ("sh", Block / 2L, Block / 4L)], summary.Select(s => (s.Comm!, s.Count, s.Failed)));
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(2_000)]
    [InlineData(7_000_000_000)]
    public void Between_Lifetimes_HaveTheirMedianToWithinAFifth(long medianNs)
    {
        for (var i = 0; i < 99; i++)
        {
            End(i, "nop", i < 20 ? 1 : i < 80 ? medianNs : medianNs * 50);
        }

        var median = _digest.Between(0, 98)[0].MedianNs!.Value;

        Assert.InRange(median, medianNs * 0.8, medianNs * 1.25);
    }

    [Fact]
    public void Between_BlocksThatWereUsedAgain_AreNotCounted()
    {
        End(5, "old", 1);
        End(5 + (1024L * Block), "new", 1);

        Assert.Empty(_digest.Between(0, 10));
        Assert.Equal("new", Assert.Single(_digest.Between(0, 6 + (1024L * Block))).Comm);
    }

    [Fact]
    public void Between_ManyNames_KeepsTheirNumber()
    {
        for (var i = 0; i < 200; i++)
        {
            End(i, $"name-{i}", 1);
        }

        var summary = _digest.Between(0, 199);

        Assert.Equal(200, summary.Sum(s => s.Count));
        Assert.Null(summary[^1].Comm);
    }

    private void End(long seq, string comm, long lifetimeNs, int exitCode = 0)
        => _digest.Count(new ExitEvent { Seq = seq, Comm = comm, Process = new ProcessId(7, 1_000), BootNs = 1_000 + lifetimeNs, ExitCode = exitCode });
}
