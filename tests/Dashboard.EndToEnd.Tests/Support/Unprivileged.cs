namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The program as a user who may not trace.</summary>
internal static class Unprivileged
{
    private static readonly string[] AsNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>Its path where any user can reach it.</summary>
    public static Task<string> Program => ReachableProgram.Value;

    public static async Task<Child> Start(params string[] arguments)
        => Child.Start("setpriv", [.. AsNobody, await ReachableProgram.Value, .. arguments], new() { ["HOME"] = "/tmp" });

    /// <summary>With a home of its own.</summary>
    public static async Task<Child> StartAt(string home, params string[] arguments)
        => Child.Start("setpriv", [.. AsNobody, "env", "-u", "XDG_STATE_HOME", await ReachableProgram.Value, .. arguments], new() { ["HOME"] = home });

    public static async Task<DashboardServer> Serve(params string[] options)
        => await DashboardServer.Start("setpriv", [.. AsNobody, await ReachableProgram.Value], options);

    /// <summary>The program where nobody can reach it: a checkout may lie in a folder that is root's alone.</summary>
    private static readonly Lazy<Task<string>> ReachableProgram = new(async () =>
    {
        await using var probe = Child.Start("setpriv", [.. AsNobody, "test", "-x", Repository.Program]);
        if (await probe.Ended() == 0)
        {
            return Repository.Program;
        }

        var copy = Directory.CreateTempSubdirectory("dashboard-for-nobody-").FullName;
        await Child.Run("cp", "-a", Path.GetDirectoryName(Repository.Program)!, copy);
        await Child.Run("chmod", "-R", "a+rX", copy);
        return Path.Combine(copy, "dashboard", "dashboard");
    });
}
