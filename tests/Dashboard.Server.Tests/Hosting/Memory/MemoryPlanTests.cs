using Dashboard.Core.History;
using Dashboard.Server.Cli;
using Dashboard.Server.Cli.Printing;
using Dashboard.Server.Hosting.Memory;

namespace Dashboard.Server.Tests.Hosting.Memory;

public sealed class MemoryPlanTests
{
    private const long Resident = 70_000_000;
    private const long Ring = 8 << 20;

    [Fact]
    public void Make_NothingGivenAndNoLimit_Is400MB()
        => Assert.Equal((400_000_000, "default"), Chosen(MemoryPlan.Make(null, null, Resident, Ring)));

    [Fact]
    public void Make_Given_IsThat()
        => Assert.Equal((64_000_000, "option"), Chosen(MemoryPlan.Make(64_000_000, 256_000_000, Resident, Ring)));

    [Theory]
    [InlineData(256_000_000)]
    [InlineData(512_000_000)]
    [InlineData(600_000_000)]
    public void Make_InACgroup_LeavesTheBaseAnd32MB(long limit)
    {
        var plan = MemoryPlan.Make(null, limit, Resident, Ring);

        Assert.Equal("cgroup", plan.Source);
        Assert.InRange(plan.Budget + plan.Base, limit - 34_000_000, limit - 32_000_000);
    }

    [Fact]
    public void Make_InALargeCgroup_IsTheDefault()
        => Assert.Equal((400_000_000, "default"), Chosen(MemoryPlan.Make(null, 4_000_000_000, Resident, Ring)));

    /// <summary>With a hard limit, allocations fail although the machine has memory.</summary>
    [Theory]
    [InlineData(null, null, false)]
    [InlineData(64_000_000L, null, false)]
    [InlineData(null, 256_000_000L, true)]
    [InlineData(64_000_000L, 256_000_000L, true)]
    [InlineData(null, 4_000_000_000L, false)]
    [InlineData(64_000_000L, 4_000_000_000L, false)]
    public void Make_HasAHardLimitOfTheHeap_InACgroupWithoutRoomOnly(long? given, long? limit, bool has)
        => Assert.Equal(has, MemoryPlan.Make(given, limit, Resident, Ring).HeapLimit is not null);

    [Fact]
    public void Make_InACgroupWithSomeRoom_GivesItToPages()
    {
        var plan = MemoryPlan.Make(null, 900_000_000, Resident, Ring);
        Assert.Equal((400_000_000, 868_000_000), (plan.Budget, plan.Budget + plan.Base));
        Assert.InRange(plan.HeapLimit!.Value, 400_000_000 + 100_000_000 + 24_000_000 + 1, 400_000_000 + 100_000_000 + 128_000_000);
    }

    [Fact]
    public void Make_InASmallCgroup_IsTheLeast()
        => Assert.Equal((CaptureLimits.MinMemoryBytes, "cgroup"), Chosen(MemoryPlan.Make(null, 100_000_000, Resident, Ring)));

    [Theory]
    [InlineData(null, 100_000_000L, true)]
    [InlineData(200_000_000L, 256_000_000L, true)]
    [InlineData(null, 256_000_000L, false)]
    [InlineData(null, null, false)]
    public void Problem_OfACgroupThatIsTooSmall_IsASentence(long? given, long? limit, bool has)
    {
        var problem = MemoryPlan.Make(given, limit, Resident, Ring).Problem;
        Assert.Equal(has, problem is not null);
        Assert.True(!has || problem!.StartsWith($"The memory cgroup allows {limit / 1_000_000} MB, and the dashboard may take ", StringComparison.Ordinal), problem);
    }

    /// <summary>"events" has no --memory, so it uses the rest, up to its default.</summary>
    [Theory]
    [InlineData(null, 100_000_000, "default")]
    [InlineData(4_000_000_000L, 100_000_000, "default")]
    [InlineData(256_000_000L, 66_000_000, "cgroup")]
    [InlineData(200_000_000L, CaptureLimits.MinMemoryBytes, "cgroup")]
    public void Make_OfEvents_FitsIntoTheCgroup(long? limit, long budget, string source)
    {
        var plan = OfEvents(limit);

        Assert.Equal((budget, source), (plan.Budget / 1_000_000 * 1_000_000, plan.Source));
        Assert.Null(plan.Problem);
        Assert.True(limit is null || plan.Budget + plan.Base <= limit, $"{plan}");
    }

    [Fact]
    public void Problem_OfEventsInACgroupThatIsTooSmall_NamesNoOptionThatItLacks()
    {
        var problem = OfEvents(120_000_000).Problem;

        Assert.EndsWith("Give it more, or less to --ring-size.", problem);
        Assert.EndsWith("or less to --memory and --ring-size.", MemoryPlan.Make(200_000_000, 256_000_000, Resident, Ring).Problem);
    }

    [Theory]
    [InlineData("33554432", 33_554_432)]
    [InlineData("64M", 64L << 20)]
    [InlineData("1g", 1L << 30)]
    [InlineData("400MB", 400_000_000)]
    [InlineData("32 MiB", 32L << 20)]
    [InlineData("500000KB", 500_000_000)]
    [InlineData("9223372036854775807K", long.MaxValue)]
    [InlineData("99999999999999999999G", long.MaxValue)]
    public void TryParse_ASize_IsItsBytes(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("-1")]
    [InlineData("1.5G")]
    [InlineData("1T")]
    public void TryParse_NoSize_IsRefused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    private static MemoryPlan OfEvents(long? limit)
        => MemoryPlan.Make(null, limit, 70_000_000, Ring, EventPrinter.Limits.MemoryBytes, MemoryPlan.LaterWithoutPages);

    private static (long Budget, string Source) Chosen(MemoryPlan plan) => (plan.Budget, plan.Source);
}
