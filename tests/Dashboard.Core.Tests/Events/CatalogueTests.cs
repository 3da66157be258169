using Dashboard.Core.Model;
using Xunit;

namespace Dashboard.Core.Tests.Events;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData(-2, "ENOENT", "No such file or directory")]
    [InlineData(-13, "EACCES", "Permission denied")]
    [InlineData(-524, "errno 524", "Not a documented error number")]
    public void NameOf_NegativeReturn_IsTheErrno(long ret, string name, string meaning)
    {
        Assert.Equal(name, Errno.NameOf(ret));
        Assert.Equal(meaning, Errno.MeaningOf(ret));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4312)]
    public void NameOf_Success_IsNull(long ret) => Assert.Null(Errno.NameOf(ret));

    [Theory]
    [InlineData("SIGKILL", 9)]
    [InlineData("kill", 9)]
    [InlineData("15", 15)]
    public void TryParse_Signal_IsRead(string text, int number)
    {
        Assert.True(Signal.TryParse(text, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("SIGNONE")]
    [InlineData("0")]
    [InlineData("65")]
    public void TryParse_NoSignal_IsRefused(string text) => Assert.False(Signal.TryParse(text, out _));

    [Theory]
    [InlineData(0x0000, 0, null, false)]
    [InlineData(0x7f00, 127, null, false)]
    [InlineData(0x0009, null, 9, false)]
    [InlineData(0x008b, null, 11, true)]
    public void FromWaitStatus_Word_IsTakenApart(int status, int? code, int? signal, bool core)
        => Assert.Equal(new ExitStatus(code, signal, core), ExitStatus.FromWaitStatus(status));
}
