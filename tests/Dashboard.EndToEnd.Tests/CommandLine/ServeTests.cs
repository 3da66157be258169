using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>dashboard serve, with the built program.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-serve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_WithoutAPlaceForData_LeavesNothingInTheHomeDirectory()
    {
        await using var server = await DashboardServer.Start("/usr/bin/env", [$"HOME={_folder.FullName}", Repository.Program], ["--replay", DemoRecording.File]);
        // A page encrypts its state with a key.
        Assert.Contains("<!--Blazor-Server-Component-State:", await server.Http.GetStringAsync("/"));
        Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Serve_NothingSaidOfData_KeepsItInTheStateDirectoryOfTheUser()
    {
        Kernel.Require();
        await OfNobody(_folder.FullName);
        await using var serve = await Unprivileged.StartAt(_folder.FullName, "serve", "--urls", "http://127.0.0.1:0", "--replay", DemoRecording.File);
        await Address(serve);

        var data = new DirectoryInfo(Path.Combine(_folder.FullName, ".local", "state", "lifecycle"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, data.UnixFileMode);
        Assert.All(data.GetFiles(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        Assert.Equal(["instance", "lock", "token"], data.GetFiles().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task Serve_StdoutFull_ServesAndSaysWhere()
    {
        await using var shell = Child.Start("/bin/sh", ["-c", $"exec {Repository.Program} serve --data off --replay {DemoRecording.File} --urls http://127.0.0.1:0 >/dev/full"], DashboardServer.WithToken);
        var address = await Eventually.Get(
            () => Task.FromResult(shell.Errors.Select(line => System.Text.RegularExpressions.Regex.Match(line, "listens at (http://[0-9.:]+)")).FirstOrDefault(match => match.Success)), "the address");
        await using var server = DashboardServer.At(new Uri(address.Groups[1].Value));
        Assert.Equal("replay", (await server.Get("/status")).GetProperty("source").GetString());
    }

    [Fact]
    public async Task Open_NothingSaidOfData_KeepsNothing()
    {
        Kernel.Require();
        await OfNobody(_folder.FullName);
        await using var open = await Unprivileged.StartAt(_folder.FullName, "open", "--urls", "http://127.0.0.1:0", DemoRecording.File);
        await Address(open);

        Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("size=8k", "", "cannot be written: ")]
    [InlineData("size=4k", "", "cannot be written: ")]
    [InlineData("size=8k", "mount -o remount,ro,size=8k none \"$0\";", "cannot be used: ")]
    public async Task Serve_DiskOfTheDataFullOrReadOnly_ThePagesWorkAndTheWarningIsOne(string options, string before, string warning)
    {
        Kernel.Require();
        // A separate file system, in a separate mount namespace.
        await using var server = await DashboardServer.Start(
            "unshare",
            ["-m", "sh", "-c", $"mount -t tmpfs -o mode=700,{options} none \"$0\" && {before} exec \"$@\"", _folder.FullName, Repository.Program],
            ["--replay", DemoRecording.File, "--data", _folder.FullName]);
        await using var browser = await BrowserSession.Open(server, login: false, path: $"/login?t={DashboardServer.Token}");
        await Assertions.Expect(browser.Get("overview")).ToBeVisibleAsync();

        Assert.Contains(warning, Assert.Single(server.Said, line => line.StartsWith("dashboard: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Serve_HttpsWithACertificate_IsWhatABrowserSees()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        await using var serve = Serve(await Keep("certificate.pem", certificate.ExportCertificatePem()), await Keep("key.pem", key.ExportPkcs8PrivateKeyPem()));
        var address = await Address(serve);

        using var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint,
        };
        using var http = new HttpClient(handler);
        var login = await http.GetAsync(new Uri(address[address.IndexOf("https://127.0.0.1:", StringComparison.Ordinal)..].Split(' ')[0]));
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        Assert.Contains("; secure", Assert.Single(login.Headers.GetValues("Set-Cookie")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate")]
    public async Task Serve_HttpsWithoutACertificate_SaysHowToNameOne(string? content)
    {
        var path = content is null ? Path.Combine(_folder.FullName, "missing.pem") : await Keep("wrong.pem", content);
        await using var serve = Serve(path, path);

        Assert.Equal(1, await serve.Ended());
        Assert.Matches(@"^dashboard: The server cannot listen on https://127\.0\.0\.1:0: .*; name a certificate by Kestrel__\S+__Path .*\.$", Assert.Single(serve.Errors));
    }

    private static Task<string> Address(Child child)
        => Eventually.Get(() => Task.FromResult(child.Output.FirstOrDefault(line => line.Contains("/login?t=", StringComparison.Ordinal))), "an address");

    /// <summary>Gives the folder to the user who cannot trace.</summary>
    private static Task OfNobody(string folder) => Child.Run("chown", "65534:65534", folder);

    private static Child Serve(string certificate, string key)
        => Child.Start(
            Repository.Program,
            ["serve", "--data", "off", "--urls", "https://127.0.0.1:0", "--replay", DemoRecording.File],
            new() { ["Kestrel__Certificates__Default__Path"] = certificate, ["Kestrel__Certificates__Default__KeyPath"] = key });

    private async Task<string> Keep(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }
}
