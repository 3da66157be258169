using System.Reflection;
using NetArchTest.Rules;
using Xunit;

namespace Dashboard.Ui.Tests.House;

/// <summary>A folder may use only folders above it in these lists. Unlisted subfolders belong to their parent.</summary>
public sealed class DirectionTests
{
    private static readonly string[] CoreRooms =
    [
        "Model", "Events", "Filtering.Language", "Filtering.Editing", "Processes", "Filtering.Matching", "Statistics.Counts", "History",
        "Querying", "Tree", "Statistics.Timeline", "Statistics.Rates", "Statistics.Failures", "Statistics.Losses", "Statistics.Pids",
        "Statistics.Spawning", "Statistics.Volume", "Readings", "Feeds", "Learning",
    ];

    /// <summary>Pages do not use each other.</summary>
    private static readonly string[] Pages = ["Tree", "Events", "Errors", "Pids", "Timeline", "Spawners", "Tracepoints", "Learn"];

    private static readonly string[] UiRooms =
    [
        "Shared.Text", "Shared.Url", "Shared.Viewer", "Shared.Controls", "Shared.Filtering", "Shared.Live", "Shared.Grid", "Shared.Charts",
        "Process", .. Pages, "Shared.Shell",
    ];

    private static readonly Assembly Core = typeof(Dashboard.Core.Model.ProcessId).Assembly;

    private static readonly Assembly Ui = typeof(UiServices).Assembly;

    public static TheoryData<string> CoreData => [.. CoreRooms];

    public static TheoryData<string> UiData => [.. UiRooms];

    [Theory]
    [MemberData(nameof(CoreData))]
    public void CoreRoom_UsesOnlyThoseAbove(string room)
        => AssertUsesNone(Core, "Dashboard.Core", room, CoreRooms.SkipWhile(r => r != room).Skip(1));

    [Theory]
    [MemberData(nameof(UiData))]
    public void UiRoom_UsesOnlyThoseAbove(string room)
        => AssertUsesNone(
            Ui, "Dashboard.Ui", room,
            UiRooms.SkipWhile(r => r != room).Skip(1).Union(Pages.Contains(room) ? Pages.Where(page => page != room) : []));

    /// <summary>Every folder is listed, and every listed folder exists.</summary>
    [Fact]
    public void Rooms_AreAllListed()
    {
        Assert.Equal(Namespaces(Core, "Dashboard.Core", CoreRooms), CoreRooms.Order());
        Assert.Equal(Namespaces(Ui, "Dashboard.Ui", UiRooms), UiRooms.Order());
    }

    private static void AssertUsesNone(Assembly assembly, string root, string room, IEnumerable<string> others)
    {
        var forbidden = others.Select(other => $"{root}.{other}").ToArray();
        var result = Types.InAssembly(assembly).That().ResideInNamespace($"{root}.{room}").ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
    }

    private static IEnumerable<string> Namespaces(Assembly assembly, string root, string[] listed)
        => assembly.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(name => name[(root.Length + 1)..])
            .Select(name => listed.FirstOrDefault(room => name == room || name.StartsWith(room + ".", StringComparison.Ordinal)) ?? name)
            .Distinct()
            .Order();
}
