using Dashboard.Core.Feeds;
using Dashboard.Core.History;
using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class MemoryTextTests
{
    private static readonly MemoryUse Nothing = new(400, 10, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void Cost_OfNothing_IsNothing() => Assert.Null(MemoryText.Cost(Nothing));

    [Fact]
    public void Cost_OfAll_NamesEach() => Assert.Equal(
        "Oldest first: arguments of 1 event cut, 2,000 events dropped, 3 processes dropped",
        MemoryText.Cost(Nothing with { EventsCut = 1, EventsEvicted = 9_000, EventsEvictedForMemory = 2_000, ProcessesEvicted = 8, ProcessesEvictedForMemory = 3 }));

    [Fact]
    public void Cost_OfBoundsByCount_IsNothing()
        => Assert.Null(MemoryText.Cost(Nothing with { EventsEvicted = 9_000, ProcessesEvicted = 8 }));

    [Fact]
    public void Kept_NothingForgotten_IsNothing() => Assert.Null(MemoryText.Kept("events", null, 5));

    [Fact]
    public void Kept_SinceSomeTime_IsHowLongAgo()
        => Assert.Equal("events of the last 4 m 10 s", MemoryText.Kept("events", 1_000_000_000, 251_000_000_000));

    [Theory]
    [InlineData("option", "set by --memory")]
    [InlineData("cgroup", "from the limit of the memory cgroup")]
    [InlineData("default", "the default; --memory changes it")]
    public void Source_OfEach_IsAPhrase(string source, string phrase) => Assert.Equal(phrase, MemoryText.Source(new MemorySetting(source, 0)));
}
