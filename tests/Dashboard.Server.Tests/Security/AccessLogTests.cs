using Dashboard.Server.Security;
using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Server.Tests.Security;

public sealed class AccessLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-access-log-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 17, 2, 25, 123, TimeSpan.Zero));

    private string File => Path.Combine(_folder.FullName, "access.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Requests_AreWrittenWithCallerPathAndStatus_AndNoQuery()
    {
        await using var server = await StartAsync();
        await server.StatusAsync("/api/v1/errnos?filter=secret-query", await server.SignInAsync());
        await server.GetAsync("/api/v1/pids/1");
        using var client = server.NewClient();
        using var anonymous = await client.GetAsync("/api/v1/%0Aforged%20line");

        var lines = await LinesAsync(4);

        Assert.EndsWith("Z 127.0.0.1 - GET /login 302", lines[0]);
        Assert.Matches("Z 127.0.0.1 session:[0-9a-f]{8} GET /api/v1/errnos 200$", lines[1]);
        Assert.EndsWith("Z 127.0.0.1 token GET /api/v1/pids/1 200", lines[2]);
        Assert.EndsWith("Z 127.0.0.1 - GET /api/v1/%0Aforged%20line 401", lines[3]);
        Assert.All(lines, line => Assert.DoesNotContain("secret-query", line));
        Assert.All(lines, line => Assert.DoesNotContain(TestServer.Token, line));
    }

    [Fact]
    public async Task Stream_IsWrittenWhenItBegins()
    {
        await using var server = await StartAsync();
        using var stream = await server.Client.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead);

        Assert.EndsWith("token GET /api/v1/events/stream 200", Assert.Single(await LinesAsync(1)));
    }

    [Fact]
    public void File_IsForItsOwner_AndRotatesOnce()
    {
        using (var log = New(maxBytes: 1000))
        {
            for (var i = 0; i < 100; i++)
            {
                log.Write(Request($"/{i}", isCaller: true), 200);
            }
        }

        Assert.Equal(2, _folder.GetFiles().Length);
        Assert.All(_folder.GetFiles(), file => Assert.InRange(file.Length, 1, 1000));
        Assert.EndsWith(" token GET /99 200", System.IO.File.ReadAllLines(File)[^1]);
        Assert.StartsWith("2026-11-22T17:02:25.123Z ", System.IO.File.ReadAllLines(File)[0]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _folder.GetFiles()[0].UnixFileMode);
        }
    }

    [Fact]
    public void RequestsWithoutLogin_AreBoundedAndCounted()
    {
        using (var log = New())
        {
            for (var i = 0; i < 1000; i++)
            {
                log.Write(Request("/", isCaller: false), 401);
            }

            log.Write(Request("/seen", isCaller: true), 200);
            _time.Advance(TimeSpan.FromMinutes(1));
            log.Write(Request("/", isCaller: false), 401);
        }

        var lines = System.IO.File.ReadAllLines(File);
        Assert.Equal(AccessLog.MaxAnonymousLines + 3, lines.Length);
        Assert.EndsWith("/seen 200", lines[^3]);
        Assert.EndsWith($"- - {1000 - AccessLog.MaxAnonymousLines} more requests without login", lines[^2]);
    }

    [Fact]
    public void Write_CannotBeWritten_WarnsOnce()
    {
        var warnings = new List<string>();
        using var log = new AccessLog(File, _time, warnings.Add, maxBytes: 10);
        log.Write(Request("/", isCaller: true), 200);
        // A folder with the name of the rotated file.
        Directory.CreateDirectory(File + ".1");

        log.Write(Request("/", isCaller: true), 200);
        log.Write(Request("/", isCaller: true), 200);

        Assert.Contains("cannot be written", Assert.Single(warnings));
    }

    private static HttpContext Request(string path, bool isCaller)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = path;
        if (isCaller)
        {
            context.User = new Caller(session: null).ToPrincipal();
        }

        return context;
    }

    private AccessLog New(int maxBytes = AccessLog.MaxBytes) => new(File, _time, Assert.Fail, maxBytes);

    private Task<TestServer> StartAsync() => TestServer.StartAsync(change: settings => settings with { AccessLog = New() });

    private async Task<string[]> LinesAsync(int count)
    {
        string[] lines = [];
        await Eventually.BecomesTrueAsync(() => (lines = Read()).Length >= count, $"{count} lines");
        return lines;
    }

    private string[] Read()
    {
        using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
