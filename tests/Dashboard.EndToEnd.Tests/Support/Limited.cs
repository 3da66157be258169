namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The program with exactly the given capabilities ("bpf perfmon"), as root (0) or as another user.</summary>
internal static class Limited
{
    public static async Task<Child> Start(int user, string capabilities, params string[] arguments)
        => Child.Start("setpriv", [.. Options(user, capabilities), await Unprivileged.Program, .. arguments], new() { ["HOME"] = "/tmp" });

    public static async Task<DashboardServer> Serve(int user, string capabilities)
        => await DashboardServer.Start("setpriv", [.. Options(user, capabilities), await Unprivileged.Program], []);

    /// <summary>For root the bounding set limits the capabilities after an exec, for another user the ambient set; capabilities(7).</summary>
    private static string[] Options(int user, string capabilities)
    {
        var set = "-all" + string.Concat(capabilities.Split(' ').Select(c => ",+" + c));
        return user == 0
            ? [$"--bounding-set={set}", "--inh-caps=-all"]
            : [$"--reuid={user}", $"--regid={user}", "--clear-groups", $"--bounding-set={set}", $"--inh-caps={set}", $"--ambient-caps={set}"];
    }
}
