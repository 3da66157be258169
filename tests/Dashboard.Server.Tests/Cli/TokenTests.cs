using System.Net.Http.Headers;
using System.Runtime.Versioning;
using Dashboard.Server.Cli;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Cli;

/// <summary>Sources of the token, tested with the built program.</summary>
[SupportedOSPlatform("linux")]
public sealed class TokenTests : IDisposable
{
    private const string Token = "a-token-of-the-tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-token-");
    private readonly RecordingFile _recording = new(Stories.Many(1).Events);

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose()
    {
        _recording.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Serve_TokenOption_WarnsThatOthersCanReadIt()
    {
        using var program = Start([], "--token", Token);
        await AddressAsync(program);

        Assert.Equal(
            "dashboard: Every user of this machine can read --token in /proc: give the token by --token-file or DASHBOARD_TOKEN.\n",
            await ErrorsAsync(program));
    }

    [Fact]
    public async Task Serve_TokenFile_IsTheTokenAndNoWarning()
    {
        var file = Path.Combine(_folder.FullName, "token-file");
        await File.WriteAllTextAsync(file, Token + "\nnot this\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        using var program = Start([], "--token-file", file);

        Assert.EndsWith($"?t={Token}", await AddressAsync(program));
        Assert.Equal("", await ErrorsAsync(program));
    }

    [Fact]
    public async Task Serve_TokenFileThatOthersRead_Warns()
    {
        var file = Path.Combine(_folder.FullName, "token-file");
        await File.WriteAllTextAsync(file, Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var program = Start([], "--token-file", file);
        await AddressAsync(program);

        Assert.Contains($"can read or write the token file {file}", await ErrorsAsync(program));
    }

    [Fact]
    public async Task Serve_ShortTokenInTheEnvironment_Status2()
    {
        var (status, _, errors) = await DashboardProgram.RunWithAsync([("DASHBOARD_TOKEN", "fifteen-letters")], "open", _recording.Path);

        Assert.Equal(ExitStatuses.WrongUsage, status);
        Assert.Equal("dashboard: DASHBOARD_TOKEN takes 16 to 512 visible ASCII characters without spaces.\n", errors);
    }

    [Fact]
    public async Task Token_OfKeptData_IsPrintedRotatedAndTheSameAfterARestart()
    {
        using var client = new HttpClient();
        using (var program = Start([], "--data", Data))
        {
            var address = new Uri(await AddressAsync(program));
            var before = await PrintAsync("token", "--data", Data);
            Assert.EndsWith($"?t={before}", address.Query);
            Assert.Equal(200, await StatusAsync(client, address, before));

            var after = await PrintAsync("token", "rotate", "--data", Data);

            Assert.NotEqual(before, after);
            Assert.Equal((401, 200), (await StatusAsync(client, address, before), await StatusAsync(client, address, after)));
            Assert.Equal("", await ErrorsAsync(program));
        }

        using var again = Start([], "--data", Data);
        Assert.EndsWith($"?t={await PrintAsync("token", "--data", Data)}", await AddressAsync(again));
    }

    [Theory]
    [InlineData("fifteen-letters")]
    [InlineData("")]
    public async Task Serve_KeptTokenIsNone_KeepsAnother(string rubbish)
    {
        Directory.CreateDirectory(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(Data, "token"), rubbish);

        using var program = Start([], "--data", Data);

        var token = new Uri(await AddressAsync(program)).Query["?t=".Length..];
        Assert.InRange(token.Length, 16, 512);
        Assert.Equal(token, await PrintAsync("token", "--data", Data));
    }

    [Fact]
    public async Task Serve_DataOfAnotherInstance_Status1AndOneSentence()
    {
        using var first = Start([], "--data", Data);
        await AddressAsync(first);

        var (status, _, errors) = await DashboardProgram.RunAsync("serve", "--replay", _recording.Path, "--urls", "http://127.0.0.1:0", "--data", Data);

        Assert.Equal(ExitStatuses.Failed, status);
        Assert.Equal($"dashboard: Another dashboard has the directory {Data}: stop it, or name another with --data.\n", errors);
    }

    [Fact]
    public async Task Serve_RequestsWithoutLoginThatFail_LogNothing()
    {
        using var program = Start([], "--data", "off");
        var address = new Uri(await AddressAsync(program));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        for (var i = 0; i < 20; i++)
        {
            using var multipart = new StringContent("--x");
            multipart.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
            using var fields = new FormUrlEncodedContent(Enumerable.Range(0, 1025).Select(n => KeyValuePair.Create($"a{n}", "")));
            using var charset = new StringContent("t=a");
            charset.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-7");
            foreach (var content in (HttpContent[])[multipart, fields, charset])
            {
                using var answer = await client.PostAsync("/login", content);
                Assert.InRange((int)answer.StatusCode, 400, 499);
            }

            using var login = await client.GetAsync(address.PathAndQuery + "&r=/é");
            Assert.Equal(302, (int)login.StatusCode);
        }

        Assert.Equal("", await ErrorsAsync(program));
    }

    private DashboardProgram Start(IEnumerable<(string, string?)> environment, params string[] options)
        => DashboardProgram.StartWith(environment, ["serve", "--replay", _recording.Path, "--urls", "http://127.0.0.1:0", .. options.Contains("--data") ? options : [.. options, "--data", "off"]]);

    private static async Task<string> AddressAsync(DashboardProgram program) => (await program.ReadLineAsync())["Dashboard: ".Length..];

    private static async Task<string> ErrorsAsync(DashboardProgram program)
    {
        program.Signal("TERM");
        return (await program.EndAsync()).Errors;
    }

    private static async Task<string> PrintAsync(params string[] args)
    {
        var (status, output, errors) = await DashboardProgram.RunAsync(args);
        Assert.Equal((ExitStatuses.Done, ""), (status, errors));
        return output.TrimEnd('\n');
    }

    private static async Task<int> StatusAsync(HttpClient client, Uri server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/api/v1/status"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
