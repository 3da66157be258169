using System.Text.Json;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Readings;

/// <summary>Values that change without an event equal /proc when the details are requested, and have the time of the reading.</summary>
public sealed class ReadingTests(ReadingServer reading) : IClassFixture<ReadingServer>, IDisposable
{
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["unseen_changes title_argv"] = new("title", now => now.GetString() ?? "", Sync(pid => Raw(ProcOracle.Title(pid)))),
        ["unseen_changes title_mm"] = new("title", now => now.GetString() ?? "", Sync(ProcOracle.Title)),
        ["unseen_changes thread_name"] = new("threads", now => ProcOracle.Texts(now, "comm"), Sync(ProcOracle.Threads)),
        ["unseen_changes chdir_twin"] = OfLink("cwd"),
        ["unseen_changes rename_cwd"] = OfLink("cwd"),
        ["unseen_changes rmdir_cwd"] = OfLink("cwd"),
        ["unseen_changes chroot"] = OfLink("root"),
        ["unseen_changes pivot_root"] = new("namespaces", ProcOracle.Links, Sync(ProcOracle.Namespaces)),
        ["unseen_changes unlink_exe"] = OfLink("exe"),
        ["unseen_changes nice"] = new("nice", now => now.GetRawText(), Sync(ProcOracle.Nice)),
        ["unseen_changes nice_by_other"] = new("nice", now => now.GetRawText(), Sync(ProcOracle.Nice)),
        ["unseen_changes unshare_uts"] = new("namespaces", ProcOracle.Links, Sync(ProcOracle.Namespaces)),
        ["unseen_changes unshare_many"] = new("namespaces", ProcOracle.Links, Sync(ProcOracle.Namespaces)),
        // Nothing is written into its uid_map: no user has a number there.
        ["unseen_changes unshare_user"] = new("namespaces", ProcOracle.Links, Sync(ProcOracle.Namespaces), "uidInNamespace user"),
        ["unseen_changes setns"] = new("namespaces", ProcOracle.Links, Sync(ProcOracle.Namespaces)),
        ["unseen_changes gain_tty"] = new("tty", now => now.GetString() ?? "?", ProcOracle.Terminal),
        ["unseen_changes lose_tty"] = new("tty", now => now.GetString() ?? "?", ProcOracle.Terminal),
        ["unseen_changes environment"] = new("environment", now => now.EnumerateArray().Single(v => v.GetProperty("name").GetString() == "CHANGES_SHOWN").GetProperty("value").GetString()!,
            Sync(pid => ProcOracle.Environment(pid, "CHANGES_SHOWN"))),
        ["credential_changes setgroups"] = new("groups", ProcOracle.Numbers, Sync(pid => ProcOracle.Status(pid, "Groups"))),
        ["credential_changes setfsuid"] = new("uids", ProcOracle.Ids, Sync(pid => ProcOracle.Status(pid, "Uid"))),
        ["credential_changes setfsgid"] = new("gids", ProcOracle.Ids, Sync(pid => ProcOracle.Status(pid, "Gid"))),
        ["credential_changes capset"] = OfSet("effective", "CapEff"),
        ["credential_changes ambient"] = OfSet("ambient", "CapAmb"),
        ["credential_changes bounding"] = OfSet("bounding", "CapBnd"),
        ["credential_changes no_new_privs"] = new("noNewPrivs", now => now.GetBoolean() ? "1" : "0", Sync(pid => ProcOracle.Status(pid, "NoNewPrivs"))),
        ["credential_changes seccomp"] = new("seccomp", now => now.GetString() switch { "off" => "0", "strict" => "1", _ => "2" }, Sync(pid => ProcOracle.Status(pid, "Seccomp"))),
        ["credential_changes loginuid"] = new("loginuid", now => now.ValueKind == JsonValueKind.Null ? $"{uint.MaxValue}" : now.GetRawText(), Sync(ProcOracle.Loginuid)),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("changes-");

    public static TheoryData<string> Changes => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_WithoutAnExec_IsReadWhenTheProcessIsOpened(string change)
    {
        var row = Rows[change];
        // A copy, because one of the programs removes its own file.
        var program = Path.Combine(_folder.FullName, change.Split(' ')[0]);
        File.Copy(Repository.Scenario(change.Split(' ')[0]), program);
        await using var child = Child.Start(program, [change.Split(' ')[1], _folder.FullName], new() { ["CHANGES_SHOWN"] = "it is before" });
        await Eventually.True(() => Task.FromResult(child.Output.Contains("ready")), "the program to be ready");
        var before = await Now(child.Pid);

        await child.Input.WriteLineAsync("go");
        await Eventually.True(() => Task.FromResult(child.Output.Count > 1), "the program to have changed");
        Kernel.Require(child.Output[1] == "done", $"This machine does not allow {change}: {child.Output[1]}");
        var after = await Now(child.Pid);

        Assert.Equal(await row.Proc(child.Pid), row.Answer(after.GetProperty(row.Field)));
        Assert.NotEqual(row.Answer(before.GetProperty(row.Field)), row.Answer(after.GetProperty(row.Field)));
        Assert.True(after.GetProperty("readAt").GetDateTimeOffset() > before.GetProperty("readAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, after.GetProperty("problem").ValueKind);
        Assert.Equal(row.Missing, string.Join(' ', after.GetProperty("unreadable").EnumerateArray().Select(fact => fact.GetProperty("fact").GetString())));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Row OfLink(string name) => new(name, now => now.GetString()!, Sync(pid => ProcOracle.Link(pid, name)));

    private static Row OfSet(string set, string line)
        => new("capabilities", now => ProcOracle.Set(now.GetProperty(set)), Sync(pid => ProcOracle.Status(pid, line)));

    private static Func<int, Task<string>> Sync(Func<int, string> read) => pid => Task.FromResult(read(pid));

    /// <summary>Bytes that are not UTF-8, as the API writes them: docs/events.md, "Text".</summary>
    private static string Raw(string latin) => string.Concat(latin.Select(c => c < 0x80 ? c : (char)(0xef80 + c - 0x80)));

    private Task<JsonElement> Now(int pid) => ReadingServer.Now(reading.Server, $"pid:{pid}");

    private sealed record Row(string Field, Func<JsonElement, string> Answer, Func<int, Task<string>> Proc, string Missing = "");
}
