using Dashboard.Tests.House;

namespace Dashboard.Tracing.Tests.House;

/// <summary>Which folder of Tracing may use which: only those above it in this list.</summary>
public sealed class DirectionTests
{
    private static readonly string[] Rooms =
    [
        "Platform", "Privileges", "Cgroups", "Host", "Bpf.Records", "Bpf.Native", "Bpf.Decoding", "Bpf.Losses", "Bpf.Source", "Proc", "Replay", "Tracepoints", "Doctor",
    ];

    private static readonly Direction Tracing = new(typeof(Dashboard.Tracing.Platform.LibC).Assembly, "Dashboard.Tracing", Rooms);

    public static TheoryData<string> Data => [.. Rooms];

    [Theory]
    [MemberData(nameof(Data))]
    public void Room_UsesOnlyThoseAbove(string room) => Tracing.AssertUsesOnlyThoseAbove(room);

    [Fact]
    public void Rooms_AreAllListed() => Tracing.AssertListsAllRooms();
}
