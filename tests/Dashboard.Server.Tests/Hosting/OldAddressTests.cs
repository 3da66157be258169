using System.Net;

namespace Dashboard.Server.Tests.Hosting;

/// <summary>The tree was at "/" before the overview. Links to it that people kept lead to it still.</summary>
public sealed class OldAddressTests
{
    [Theory]
    [InlineData("/?q=comm:make&keep=all", "/tree?q=comm:make&keep=all")]
    [InlineData("/?sel=300-1", "/tree?sel=300-1")]
    [InlineData("/", null)]
    [InlineData("/?utm=1", null)]
    [InlineData("/overview?q=comm:make", null)]
    public async Task Address_ThatWasTheTrees_LeadsToTheTree(string address, string? there)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.Client.GetAsync(address);

        Assert.Equal(there is null ? HttpStatusCode.OK : HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(there, response.Headers.Location?.OriginalString);
    }
}
