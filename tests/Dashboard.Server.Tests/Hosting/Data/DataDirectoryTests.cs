using System.Runtime.Versioning;
using Dashboard.Server.Cli;
using Dashboard.Server.Hosting.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Server.Tests.Hosting.Data;

[SupportedOSPlatform("linux")]
public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-data-");
    private readonly List<string> _warnings = [];

    private string Data => Path.Combine(_folder.FullName, "a", "lifecycle");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_New_IsForItsOwnerAndHasTheInstanceIdForGood()
    {
        string id;
        using (var data = Open(Data))
        {
            id = data.InstanceId;
            Assert.Matches("^[0-9a-f]{8}$", id);
            AssertOwnerOnly();
        }

        using var again = Open(Data);
        Assert.Equal(id, again.InstanceId);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Open_UsualPlaceIsTaken_KeepsNothingAndSaysSo()
    {
        using var first = Open(null, Data);
        using var second = Open(null, Data);

        Assert.Equal((Data, (string?)null), (first.Path, second.Path));
        Assert.NotEqual(first.InstanceId, second.InstanceId);
        Assert.Equal($"Another dashboard has the directory {Data}, so this one keeps nothing: name another with --data, or choose --data off.", Assert.Single(_warnings));
    }

    [Fact]
    public void Open_NamedPlaceIsTaken_IsRefused()
    {
        using var first = Open(Data);

        var problem = Assert.Throws<CommandException>(() => Open(Data));

        Assert.Contains("Another dashboard has the directory", problem.Message);
    }

    [Fact]
    public void Open_Off_KeepsNothing()
    {
        using var data = Open("off", Data);

        Assert.Null(data.Path);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void Open_NothingSaidByAVerbThatKeepsNothing_KeepsNothing()
    {
        using var data = DataDirectory.Open(null, keepsUsually: false, _warnings.Add, Data);

        Assert.Null(data.Path);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void Open_EmptyAndOpenToOthers_IsClosed()
    {
        Directory.CreateDirectory(Data);
        Loosen();

        using var data = Open(Data);

        AssertOwnerOnly();
    }

    [Fact]
    public void Open_OpenToOthersWithOtherFiles_IsRefusedAndLeftAsItWas()
    {
        Directory.CreateDirectory(Data);
        Loosen();
        File.WriteAllText(Path.Combine(Data, "letter.txt"), "");

        Assert.Contains("open to other users", Assert.Throws<CommandException>(() => Open(Data)).Message);
        Assert.NotEqual(OwnerOnly, File.GetUnixFileMode(Data));
    }

    [Fact]
    public void Open_NoHome_KeepsNothing()
    {
        Assert.Null(DataLocation.OfUser(null, null));
        Assert.Null(DataLocation.OfUser("", ""));
        Assert.Equal("/home/a/.local/state/lifecycle", DataLocation.OfUser("relative", "/home/a"));
        Assert.Equal("/state/lifecycle", DataLocation.OfUser("/state", "/home/a"));
    }

    /// <summary>Simulates a full disk: the files of keys and sessions cannot be created.</summary>
    [Fact]
    public async Task Pages_WhereNothingCanBeWritten_WorkAndTheWarningIsOne()
    {
        Directory.CreateDirectory(Data, OwnerOnly);
        await File.WriteAllTextAsync(Path.Combine(Data, "keys"), "in the way");
        Directory.CreateDirectory(Path.Combine(Data, "sessions.new", "in the way"));
        await using var server = await TestServer.StartAsync(dataDirectory: Data, warn: _warnings.Add);

        var cookie = await server.SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, await server.StatusAsync("/", cookie));
        }

        Assert.StartsWith($"The directory {Data} cannot be written: ", Assert.Single(_warnings));
        // The keys are read again each day; the one that encrypted these pages must still be there.
        Assert.Single(server.Services.GetRequiredService<IKeyManager>().GetAllKeys());
    }

    [Fact]
    public async Task Keys_AreTheSameAfterARestart()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var server = await TestServer.StartAsync(dataDirectory: Data);
            await server.Client.GetStringAsync("/");
        }

        Assert.Single(Directory.GetFiles(Path.Combine(Data, "keys")));
    }

    private DataDirectory Open(string? given, string? usual = null) => DataDirectory.Open(given, keepsUsually: true, _warnings.Add, usual);

    private void AssertOwnerOnly() => Assert.Equal(OwnerOnly, File.GetUnixFileMode(Data));

    private void Loosen() => File.SetUnixFileMode(Data, OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
}
