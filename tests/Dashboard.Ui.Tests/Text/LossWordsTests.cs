using Dashboard.Core.Events;
using Dashboard.Core.Statistics;
using Dashboard.Ui.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Text;

public sealed class LossWordsTests
{
    /// <summary>The kernel side counts these by cause only.</summary>
    [Fact]
    public void Of_ALossWithoutOrigin_NamesNobody()
    {
        var lost = new LostEvent { Count = 12, Cause = "scratch busy" };

        Assert.Equal("12 events are missing here: scratch busy", LossWords.Of(lost));
        Assert.DoesNotContain("filled by", LossSentence.Of([new LossBand(1, 2, 12, "scratch busy")], ns => new Timestamp(ns), new TimeDisplay(0)), StringComparison.Ordinal);
    }
}
