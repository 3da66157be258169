using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>dashboard serve, by the program that people get.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-serve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_WithoutAPlaceForData_LeavesNothingInTheHomeDirectory()
    {
        await using var server = await DashboardServer.Start("/usr/bin/env", [$"HOME={_folder.FullName}", Repository.Program], ["--replay", DemoRecording.File]);
        // A page seals its state with a key.
        Assert.Contains("<!--Blazor-Server-Component-State:", await server.Http.GetStringAsync("/"));
        Assert.Empty(_folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Serve_HttpsWithACertificate_IsWhatABrowserSees()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        await using var serve = Serve(await Keep("certificate.pem", certificate.ExportCertificatePem()), await Keep("key.pem", key.ExportPkcs8PrivateKeyPem()));
        var address = await Eventually.Get(
            () => Task.FromResult(serve.Output.FirstOrDefault(line => line.Contains("/login?t=", StringComparison.Ordinal))),
            "an address from serve");

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

    private static Child Serve(string certificate, string key)
        => Child.Start(
            Repository.Program,
            ["serve", "--urls", "https://127.0.0.1:0", "--replay", DemoRecording.File],
            new() { ["Kestrel__Certificates__Default__Path"] = certificate, ["Kestrel__Certificates__Default__KeyPath"] = key });

    private async Task<string> Keep(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }
}
