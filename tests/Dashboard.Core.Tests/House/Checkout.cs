namespace Dashboard.Core.Tests.House;

/// <summary>The files of the repository, without what builds leave.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> Made = ["bin", "obj", "build", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Below(new DirectoryInfo(Root)).Select(f => Path.GetRelativePath(Root, f.FullName))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder)
        => folder.EnumerateFiles().Where(f => f.LinkTarget is null).Concat(folder.EnumerateDirectories()
            .Where(d => d.LinkTarget is null && !Made.Contains(d.Name) && (d.Name == ".ci" || !d.Name.StartsWith('.')))
            .SelectMany(Below));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Dashboard.sln is not above the test's folder: run the tests from a checkout.");
        }

        return folder.FullName;
    }
}
