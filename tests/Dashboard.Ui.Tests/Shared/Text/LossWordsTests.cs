using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Losses;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class LossWordsTests
{
    /// <summary>The kernel side counts these by cause only.</summary>
    [Fact]
    public void Of_ALossWithoutOrigin_NamesNoOrigin()
    {
        var lost = new LostEvent { Count = 12, Cause = "scratch busy" };

        Assert.Equal("12 events are missing here: scratch busy", LossWords.Of(lost));
        Assert.Equal("12 records lost: scratch busy, at 00:00:00", Sentence(null));
    }

    [Fact]
    public void Of_ALossWithACulprit_NamesWhoFilledTheRing()
        => Assert.Equal("12 records lost: scratch busy, at 00:00:00; the ring buffer was filled by flood (uid 1000)", Sentence(new Culprit(1000, null, "flood", 1, 1)));

    private static string Sentence(Culprit? culprit)
        => LossSentence.Of([new LossBand(1, 2, 12, "scratch busy") { Culprit = culprit }], ns => new Timestamp(ns), new TimeDisplay(0));
}
