using System.Diagnostics;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Where the built program and the scenario programs are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The output of `make build`: the tests use the artefact that is released.</summary>
    public static string Program { get; } = Path.Combine(Root, "artifacts", "dashboard", "dashboard");

    private static readonly Lazy<string> ScenarioFolder = new(BuildScenarios);

    /// <summary>The path of a compiled program of tests/scenarios.</summary>
    public static string Scenario(string name) => Path.Combine(ScenarioFolder.Value, name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Dashboard.sln is not above the test's folder: run the tests from a checkout.");
    }

    private static string BuildScenarios()
    {
        var folder = Path.Combine(Root, "tests", "scenarios");
        using var make = Process.Start(new ProcessStartInfo("make", ["-s", "-C", folder]))!;
        make.WaitForExit();
        return make.ExitCode == 0
            ? Path.Combine(folder, "bin")
            : throw new InvalidOperationException($"make -C tests/scenarios ended with {make.ExitCode}.");
    }
}
