using Dashboard.Core.History;
using Dashboard.Server.Cli;
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

    /// <summary>Near a hard limit an allocation fails that the machine has room for.</summary>
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

    private static (long Budget, string Source) Chosen(MemoryPlan plan) => (plan.Budget, plan.Source);
}
