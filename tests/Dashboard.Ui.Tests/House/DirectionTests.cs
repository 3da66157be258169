using Dashboard.Tests.House;
using Xunit;

namespace Dashboard.Ui.Tests.House;

/// <summary>Which folder of Core and of Ui may use which: only those above it in these lists.</summary>
public sealed class DirectionTests
{
    private static readonly string[] CoreRooms =
    [
        "Model", "Events", "Filtering.Language", "Redaction", "Filtering.Editing", "Processes", "Filtering.Matching", "Statistics.Counts", "History",
        "Querying", "Tree", "Statistics.Timeline", "Statistics.Rates", "Statistics.Failures", "Statistics.Losses", "Statistics.Pids",
        "Statistics.Spawning", "Statistics.Programs", "Statistics.Recent", "Statistics.Volume", "Readings", "Feeds", "Learning",
    ];

    /// <summary>Pages do not use each other.</summary>
    private static readonly string[] Pages = ["Overview", "Programs", "Tree", "Events", "Errors", "Pids", "Timeline", "Spawners", "Secrets", "Tracepoints", "Learn"];

    private static readonly string[] UiRooms =
    [
        "Shared.Text", "Shared.Url", "Shared.Viewer", "Shared.Controls", "Shared.Filtering", "Shared.Live", "Shared.Grid", "Shared.Charts", "Shared.Programs",
        "Process", .. Pages, "Shared.Shell",
    ];

    private static readonly Direction Core = new(typeof(Dashboard.Core.Model.ProcessId).Assembly, "Dashboard.Core", CoreRooms);

    private static readonly Direction Ui = new(typeof(UiServices).Assembly, "Dashboard.Ui", UiRooms);

    public static TheoryData<string> CoreData => [.. CoreRooms];

    public static TheoryData<string> UiData => [.. UiRooms];

    [Theory]
    [MemberData(nameof(CoreData))]
    public void CoreRoom_UsesOnlyThoseAbove(string room) => Core.AssertUsesOnlyThoseAbove(room);

    [Theory]
    [MemberData(nameof(UiData))]
    public void UiRoom_UsesOnlyThoseAbove(string room)
        => Ui.AssertUsesOnlyThoseAbove(room, Pages.Contains(room) ? Pages.Where(page => page != room) : null);

    /// <summary>Every folder is listed, and every listed folder exists.</summary>
    [Fact]
    public void Rooms_AreAllListed()
    {
        Core.AssertListsAllRooms();
        Ui.AssertListsAllRooms();
    }
}
