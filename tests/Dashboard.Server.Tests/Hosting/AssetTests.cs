using System.Text.RegularExpressions;

namespace Dashboard.Server.Tests.Hosting;

public sealed partial class AssetTests
{
    [Fact]
    public async Task Page_EachFileItNames_Is200AndNotEmpty()
    {
        await using var server = await TestServer.StartAsync();
        var html = await server.Client.GetStringAsync("/");
        var files = Reference().Matches(html).Select(m => m.Groups["file"].Value).Where(file => file.Contains('.')).Distinct().ToList();

        Assert.Contains(files, file => file.Contains("blazor.web"));
        foreach (var file in files)
        {
            using var response = await server.Client.GetAsync("/" + file);
            Assert.True(response.IsSuccessStatusCode, $"{file}: {(int)response.StatusCode}");
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Start_WithDataDirectory_KeepsItsKeysForTheOwnerOnly()
    {
        var data = Directory.CreateTempSubdirectory().FullName;
        try
        {
            await using var server = await TestServer.StartAsync(dataDirectory: data);
            // The page encrypts its state, which creates the first key.
            await server.Client.GetStringAsync("/");

            var keys = Path.Combine(data, "keys");
            Assert.NotEmpty(Directory.GetFiles(keys));
            if (OperatingSystem.IsLinux())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [GeneratedRegex("(?:src|href)=\"(?<file>[^\"#]+)\"")]
    private static partial Regex Reference();
}
