using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class TimeOfDayTests
{
    private static readonly Timestamp Moment = Timestamp.From(new DateTimeOffset(2026, 11, 22, 17, 2, 25, 123, TimeSpan.Zero));

    private static TimeDisplay SinceNoon => new(0, Timestamp.From(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)).UnixNs);

    [Fact]
    public void Seconds_OfEachDisplay_AreShort()
    {
        Assert.Equal("18:02:25", TimeOfDay.Seconds(Moment, 60));
        Assert.Equal("+05:02:25", TimeOfDay.Seconds(Moment, SinceNoon));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-570)]
    public void Input_OfAClock_ComesBackAsTheSameMoment(int offset)
    {
        Assert.Equal("datetime-local", TimeOfDay.InputType(offset));
        Assert.Equal(Moment, TimeOfDay.FromInput(TimeOfDay.Input(Moment, offset), offset));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7_200_000)]
    [InlineData(200_000_000)]
    public void Input_SinceTheBeginning_ComesBackAsTheSameMoment(long laterMs)
    {
        var moment = new Timestamp(SinceNoon.SinceUnixNs!.Value + laterMs * 1_000_000);

        Assert.Equal("text", TimeOfDay.InputType(SinceNoon));
        Assert.Equal(moment, TimeOfDay.FromInput(TimeOfDay.Input(moment, SinceNoon), SinceNoon));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("7")]
    [InlineData("+9999999.00:00:00")]
    public void FromInput_NoMomentSinceTheBeginning_IsNull(string text) => Assert.Null(TimeOfDay.FromInput(text, SinceNoon));
}
