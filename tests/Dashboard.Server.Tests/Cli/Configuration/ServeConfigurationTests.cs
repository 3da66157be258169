using Dashboard.Server.Cli;
using Dashboard.Server.Cli.Configuration;

namespace Dashboard.Server.Tests.Cli.Configuration;

public sealed class ServeConfigurationTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Complete_AnOptionInThreePlaces_CommandLineThenEnvironmentThenFile()
    {
        _environment["DASHBOARD_URLS"] = "http://127.0.0.1:2";
        _environment["DASHBOARD_MEMORY"] = "65MB";
        File.WriteAllText(_file, "urls = http://127.0.0.1:3\nmemory = 66MB\n# a comment\n\nallow-lab = true\n");

        Assert.Equal(["--urls", "http://127.0.0.1:1", "--config", _file, "--memory", "65MB", "--allow-lab", "true"],
            Complete("--urls", "http://127.0.0.1:1", "--config", _file));
    }

    [Fact]
    public void Complete_TheFileByTheEnvironment_IsRead()
    {
        _environment["DASHBOARD_CONFIG"] = _file;
        File.WriteAllText(_file, "allow-lab=true");

        Assert.Equal(["--allow-lab", "true"], Complete());
    }

    [Fact]
    public void Complete_WithNothing_ChangesNothing()
    {
        _environment["DASHBOARD_MEMORY"] = "";
        _environment["DASHBOARD_UNKNOWN"] = "1";

        Assert.Empty(Complete());
        Assert.Equal(["--help"], Complete("--help"));
    }

    [Theory]
    [InlineData("memory", "line 1: write `name = value`")]
    [InlineData("\n= 3", "line 2: write `name = value`")]
    [InlineData("memroy = 65MB", "line 1: there is no option \"memroy\", did you mean memory?")]
    [InlineData("colour = red", "line 1: there is no option \"colour\"; `dashboard config` lists them")]
    [InlineData("config = a", "line 1: there is no option \"config\"")]
    [InlineData("help = a", "line 1: there is no option \"help\"")]
    [InlineData("memory = 65MB\nmemory = 66MB", "line 2: memory is already set by line 1")]
    [InlineData("memory = 1MB", "line 1: --memory takes a size of at least 32MB")]
    [InlineData("memory =", "line 1: memory has no value")]
    [InlineData("allow-lab = yes", "line 1: allow-lab takes true or false, not \"yes\"")]
    [InlineData("token = sixteen-letters!", "line 1: a token does not belong here")]
    [InlineData("x\u001b[31m = 1", "line 1: there is no option \"x\\x1b[31m\"")]
    public void Read_AWrongLine_SaysWhereAndWhat(string text, string sentence)
    {
        File.WriteAllText(_file, text);

        var problem = Assert.Throws<CommandException>(() => Complete("--config", _file));

        Assert.Contains($"{_file}, {sentence}", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ExitStatuses.WrongUsage, problem.ExitStatus);
    }

    [Fact]
    public void Read_AWrongVariable_IsNamed()
    {
        _environment["DASHBOARD_RING_SIZE"] = "5";

        Assert.StartsWith("DASHBOARD_RING_SIZE: --ring-size takes a power of two", Assert.Throws<CommandException>(() => Complete()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AFileThatIsNoText_OneSentence()
    {
        File.WriteAllBytes(_file, [0xFF, 0xFE, 0x80]);
        Assert.Contains("is not UTF-8", Assert.Throws<CommandException>(() => Complete("--config", _file)).Message, StringComparison.Ordinal);
        File.WriteAllText(_file, new string('#', 70_000));
        Assert.Contains("more than 64 KiB", Assert.Throws<CommandException>(() => Complete("--config", _file)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<CommandException>(() => Complete("--config", "/no/such/file")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<CommandException>(() => Complete("--config", "/")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_Prints_AFileThatGivesTheSame()
    {
        File.WriteAllText(_file, "memory = 65MB\nonly-comm = make");
        var (status, output, errors) = await DashboardProgram.RunAsync("config", "--config", _file);
        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
        Assert.Contains($"# Set by {_file}, line 1.\nmemory = 65MB\n", output, StringComparison.Ordinal);
        Assert.Contains("\n#urls = http://127.0.0.1:5000\n", output, StringComparison.Ordinal);
        Assert.Contains("DASHBOARD_ALLOW_LAB", output, StringComparison.Ordinal);

        File.WriteAllText(_file, output);
        Assert.Equal(["--memory", "65MB", "--only-comm", "make"], Complete("--config", _file)[2..]);
    }

    [Fact]
    public async Task Serve_WithAWrongFile_SaysSoAndDoesNotStart()
    {
        File.WriteAllText(_file, "urls = localhost");
        var (status, output, errors) = await DashboardProgram.RunAsync("--config", _file);
        Assert.Equal((ExitStatuses.WrongUsage, ""), (status, output));
        Assert.StartsWith($"dashboard: {_file}, line 1: --urls takes addresses", errors, StringComparison.Ordinal);
    }

    private string[] Complete(params string[] args) => new ServeConfiguration(ServeCommand.New(), _environment.GetValueOrDefault).Complete(args);
}
