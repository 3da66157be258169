namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The program with exactly the capabilities that are named ("bpf perfmon"), as root (0) or as another user.</summary>
internal static class Limited
{
    public static async Task<Child> Start(int user, string capabilities, params string[] arguments)
        => Child.Start("setpriv", [.. Options(user, capabilities), await Unprivileged.Program, .. arguments], new() { ["HOME"] = "/tmp" });

    public static async Task<DashboardServer> Serve(int user, string capabilities)
        => await DashboardServer.Start("setpriv", [.. Options(user, capabilities), await Unprivileged.Program], []);

    /// <summary>What root may do after an exec, the bounding set says; what another user may, the ambient set; capabilities(7).</summary>
    private static string[] Options(int user, string capabilities)
    {
        var set = "-all" + string.Concat(capabilities.Split(' ').Select(c => ",+" + c));
        return user == 0
            ? [$"--bounding-set={set}", "--inh-caps=-all"]
            : [$"--reuid={user}", $"--regid={user}", "--clear-groups", $"--bounding-set={set}", $"--inh-caps={set}", $"--ambient-caps={set}"];
    }
}
