using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class ImageKindTests
{
    [Theory]
    [InlineData(0, false, "fork", "copied", "fork")]
    [InlineData(0, true, "found", "found", "found")]
    [InlineData(1, true, "exec", "execed", "exec")]
    [InlineData(2, false, "exec", "execed", "exec-2")]
    public void Of_Number_SaysHowTheProcessCameToIt(int number, bool fromSnapshot, string segment, string name, string inBar)
    {
        var image = new Image { N = number, Time = new Timestamp(0), BootNs = 0, Comm = "sh" };

        Assert.Equal(new ImageKind(segment, name), ImageKind.Of(image, fromSnapshot));
        Assert.Equal(inBar, ImageKind.InBar(image, fromSnapshot));
    }
}
