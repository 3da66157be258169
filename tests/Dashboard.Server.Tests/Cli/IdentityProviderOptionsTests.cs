using System.Runtime.Versioning;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Cli;

/// <summary>The options of an identity provider, tested with the built program.</summary>
[SupportedOSPlatform("linux")]
public sealed class IdentityProviderOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-oidc-");
    private readonly RecordingFile _recording = new(Stories.Many(1).Events);

    public void Dispose()
    {
        _recording.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--oidc-client-id lifecycle", "--oidc-client-id, --oidc-client-secret-file and --oidc-allow need --oidc-authority URL: name the issuer, or leave them out")]
    [InlineData("--oidc-authority https://login.example.org", "--oidc-authority needs --oidc-client-id ID: the name under which this dashboard is registered there")]
    [InlineData("--oidc-authority http://login.example.org --oidc-client-id a", "--oidc-authority \"http://login.example.org\" is not the https address of an issuer: write it like https://login.example.org/realms/ops")]
    [InlineData("--oidc-authority login.example.org --oidc-client-id a", "--oidc-authority \"login.example.org\" is not the https address of an issuer: write it like https://login.example.org/realms/ops")]
    [InlineData("--oidc-authority https://a:b@login.example.org --oidc-client-id a", "--oidc-authority \"https://a:b@login.example.org\" is not the https address of an issuer: write it like https://login.example.org/realms/ops")]
    [InlineData("--oidc-authority https://login.example.org --oidc-client-id a --oidc-allow sre", "--oidc-allow \"sre\" is not NAME=VALUE: write it like groups=sre")]
    [InlineData("--oidc-authority https://login.example.org --oidc-client-id a --oidc-client-secret-file /no/such", "The file /no/such of --oidc-client-secret-file cannot be read: Could not find a part of the path '/no/such'")]
    public async Task Serve_WrongOption_IsOneSentence(string options, string sentence)
    {
        var (status, output, errors) = await DashboardProgram.RunAsync(["serve", "--replay", _recording.Path, "--data", "off", "--urls", "http://127.0.0.1:0", .. options.Split(' ')]);

        Assert.NotEqual(0, status);
        Assert.Equal("", output);
        Assert.Equal($"dashboard: {sentence}.\n", errors);
    }

    [Fact]
    public async Task Serve_TwoLinesOfAFile_OfferTheProvider()
    {
        var file = Path.Combine(_folder.FullName, "lifecycle.conf");
        await File.WriteAllTextAsync(file, "oidc-authority = https://login.example.org/realms/ops\noidc-client-id = lifecycle\n");
        using var program = DashboardProgram.Start("serve", "--config", file, "--replay", _recording.Path, "--data", "off", "--urls", "http://127.0.0.1:0");
        var address = new Uri((await program.ReadLineAsync()).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));

        using var http = new HttpClient();

        Assert.Contains("Sign in at login.example.org</a>", await http.GetStringAsync(new Uri(address, "/login")));
    }
}
