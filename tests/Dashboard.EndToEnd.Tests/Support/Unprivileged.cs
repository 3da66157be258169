namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The program as a user who cannot trace.</summary>
internal static class Unprivileged
{
    private static readonly string[] AsNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>A path that every user can reach.</summary>
    public static Task<string> Program => ReachableProgram.Value;

    public static async Task<Child> Start(params string[] arguments)
        => Child.Start("setpriv", [.. AsNobody, await ReachableProgram.Value, .. arguments], new() { ["HOME"] = "/tmp" });

    /// <summary>With a separate home directory.</summary>
    public static async Task<Child> StartAt(string home, params string[] arguments)
        => Child.Start("setpriv", [.. AsNobody, "env", "-u", "XDG_STATE_HOME", await ReachableProgram.Value, .. arguments], new() { ["HOME"] = home });

    public static async Task<DashboardServer> Serve(params string[] options)
        => await DashboardServer.Start("setpriv", [.. AsNobody, await ReachableProgram.Value], options);

    /// <summary>A copy if other users cannot reach the program: a checkout may be in a folder that only root can enter.</summary>
    private static readonly Lazy<Task<string>> ReachableProgram = new(async () =>
    {
        await using var probe = Child.Start("setpriv", [.. AsNobody, "test", "-x", Repository.Program]);
        if (await probe.Ended() == 0)
        {
            return Repository.Program;
        }

        var copy = Directory.CreateTempSubdirectory("dashboard-unprivileged-").FullName;
        await Child.Run("cp", "-a", Path.GetDirectoryName(Repository.Program)!, copy);
        await Child.Run("chmod", "-R", "a+rX", copy);
        return Path.Combine(copy, "dashboard", "dashboard");
    });
}
