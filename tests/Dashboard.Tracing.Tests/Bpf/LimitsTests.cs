using Dashboard.Core.Feeds;
using Dashboard.Tracing.Bpf;

namespace Dashboard.Tracing.Tests.Bpf;

public sealed class LimitsTests
{
    private const string Release = "6.18.15+deb13-cloud-amd64";

    private static readonly IReadOnlyList<ProbeEntry> Table = Tracer.Table();

    [Fact]
    public void Table_OfTheLibrary_NeedsForkExecAndExitOnly()
        => Assert.Equal(["process_fork", "process_exec", "process_exit"], Table.Where(p => p.Need == NativeNeed.Required).Select(p => p.Program));

    [Fact]
    public void Of_EachOptionalProbe_HasASentenceAndAPage()
    {
        foreach (var probe in Table.Where(p => p.Need != NativeNeed.Required))
        {
            var limit = Assert.Single(Limits.Of([Status(probe, attached: false)], Table, Release));

            Assert.Equal(probe.Program, limit.Of);
            Assert.EndsWith($": the probe on {probe.Tracepoint} is not attached.", limit.Sentence);
            Assert.True(char.IsUpper(limit.Sentence[0]));
            Assert.NotEmpty(LimitPlaces.Of(limit));
        }
    }

    [Fact]
    public void Of_AMachineThatHasAll_IsEmpty()
        => Assert.Empty(Limits.Of([.. Table.Select(p => Status(p, attached: true))], Table, Release));

    [Fact]
    public void Of_ACallThatIsNotThere_IsEmpty()
        => Assert.Empty(Limits.Of([Status(Table[0], attached: false) with { Needed = false }], Table, Release));

    [Theory]
    [InlineData("5.10.0-33-cloud-amd64", true)]
    [InlineData("6.1.0-40-cloud-amd64", false)]
    [InlineData(null, false)]
    public void Of_AKernelThatNamesAProgramByItsDescriptor_SaysSoOnPages(string? release, bool expected)
    {
        var limits = Limits.Of([], Table, release);

        Assert.Equal(expected, limits.Any(l => l.Of == LimitPlaces.NameOfDescriptor));
        Assert.All(limits, limit => Assert.NotEmpty(LimitPlaces.Of(limit)));
    }

    private static ProbeStatus Status(ProbeEntry probe, bool attached) => new(probe.Tracepoint, attached, null, 0, null) { Program = probe.Program };
}
