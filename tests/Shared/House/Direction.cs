using System.Reflection;
using NetArchTest.Rules;
using Xunit;

namespace Dashboard.Tests.House;

/// <summary>A folder of an assembly uses only those above it in a list. Subfolders that are not named belong to their folder.</summary>
internal sealed class Direction(Assembly assembly, string root, string[] rooms)
{
    /// <param name="besides">Further rooms that it may not use.</param>
    public void AssertUsesOnlyThoseAbove(string room, IEnumerable<string>? besides = null)
    {
        var forbidden = rooms.SkipWhile(r => r != room).Skip(1).Union(besides ?? []).Select(other => $"{root}.{other}").ToArray();
        var result = Types.InAssembly(assembly).That().ResideInNamespace($"{root}.{room}").ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join('\n', (result.FailingTypes ?? []).Select(type => $"{type.FullName}: {type.Explanation}")));
    }

    /// <summary>A new folder has its place in the list, and none of the list is gone.</summary>
    public void AssertListsAllRooms()
    {
        var found = assembly.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(name => name[(root.Length + 1)..])
            .Select(name => rooms.FirstOrDefault(room => name == room || name.StartsWith(room + ".", StringComparison.Ordinal)) ?? name)
            .Distinct();

        Assert.Equal(rooms.Order(), found.Order());
    }
}
