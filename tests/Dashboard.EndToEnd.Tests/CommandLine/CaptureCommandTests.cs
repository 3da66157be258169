using Dashboard.EndToEnd.Tests.Support;
using Xunit;

namespace Dashboard.EndToEnd.Tests.CommandLine;

/// <summary>The privileged part alone, and servers of an unprivileged user that come and go.</summary>
[Collection(Alone.Name)]
public sealed class CaptureCommandTests : IAsyncLifetime
{
    private const string None = "0000000000000000";
    private const int Markers = 400;

    /// <summary>Enough for the markers, and not for <see cref="Flood"/>.</summary>
    private const int RingBytes = 1 << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-capture-");
    private readonly string _socket;
    private Child _part = null!;

    public CaptureCommandTests() => _socket = Path.Combine(_folder.FullName, "capture.sock");

    public async ValueTask InitializeAsync()
    {
        Kernel.Require();
        await Child.Run("chmod", "755", _folder.FullName);
        _part = Child.Start(await Unprivileged.Program, ["capture", "--socket", _socket, "--user", "nobody", "--ring-size", $"{RingBytes}"]);
        await Eventually.True(() => Task.FromResult(File.Exists(_socket)), "a socket");
    }

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task KilledServer_TheNextOneHasWhatHappenedMeanwhile()
    {
        var program = Path.Combine(_folder.FullName, "between");
        File.Copy("/bin/true", program);
        await using (var first = await Serve())
        {
            await Child.Run(program);
            await Eventually.True(async () => await Count(first, "comm:between is:exited") == 1, "the first process");
            var status = SplitServer.StatusOf($"/proc/{first.Pid}");
            Assert.Equal((None, None), (status["CapPrm"], status["CapEff"]));
            first.Signal(9);
            await first.Ended();
        }

        await Child.Run("/bin/sh", "-c", $"i=0; while [ $i -lt {Markers} ]; do {program}; i=$((i+1)); done");
        await using var second = await Serve();
        await Eventually.True(async () => await Count(second, "comm:between is:exited") == Markers, $"{Markers} processes");
        var now = await second.Get("/status");
        Assert.Equal("bpf", now.GetProperty("source").GetString());
        Assert.All(now.GetProperty("lost").EnumerateObject(), cause => Assert.Equal(0, cause.Value.GetInt64()));
    }

    [Fact]
    public async Task Loss_OfThisServer_IsNotReportedByTheNext_AndOneBetweenIs()
    {
        await using (var first = await Serve())
        {
            first.Signal(19);
            await Flood();
            first.Signal(18);
            await Eventually.True(async () => await Lost(first) > 0, "a loss");
            // What it leaves for the next server is at most a tenth of a second old.
            await Task.Delay(TimeSpan.FromSeconds(1));
            first.Signal(9);
            await first.Ended();
        }

        await using (var server = await Serve())
        {
            await Child.Run("/bin/true");
            Assert.Equal(0, await Lost(server));
            server.Signal(9);
            await server.Ended();
        }

        await Flood();
        await using var third = await Serve();
        await Eventually.True(async () => await Lost(third) > 0, "the loss between two servers");
        var events = (await third.Get("/events?filter=kind:lost")).GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(events);
    }

    [Fact]
    public async Task KilledPart_ItsServerEndsAndSaysWhy()
    {
        await using var server = await Serve();
        await Child.Run("/bin/kill", "-9", $"{_part.Pid}");
        Assert.Equal(1, await server.Ended());
        Assert.Contains(server.Said, line => line.Contains("lifecycle-capture, has ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServerOfAnotherUser_IsRefused()
    {
        await using var server = Child.Start(await Unprivileged.Program, ["serve", "--data", "off", "--urls", "http://127.0.0.1:0", "--capture-socket", _socket], DashboardServer.WithToken);
        Assert.Equal(1, await server.Ended());
        Assert.Contains("it serves one user only", Assert.Single(server.Errors), StringComparison.OrdinalIgnoreCase);
        await using var right = await Serve();
        Assert.Equal("bpf", (await right.Get("/status")).GetProperty("source").GetString());
    }

    [Fact]
    public async Task SecondPart_AtTheSamePath_IsRefused()
    {
        await using var second = Child.Start(await Unprivileged.Program, ["capture", "--socket", _socket, "--user", "nobody"]);
        Assert.Equal(1, await second.Ended());
        Assert.Contains("a privileged part listens there already", Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--user", "root")]
    [InlineData("--user", "no such user")]
    public async Task WrongUser_IsRefused(params string[] options)
    {
        await using var part = Child.Start(await Unprivileged.Program, ["capture", "--socket", Path.Combine(_folder.FullName, "other.sock"), .. options]);
        Assert.Equal(2, await part.Ended());
        Assert.Contains("--user takes a user of /etc/passwd other than root", Assert.Single(part.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherFile_IsNotReplacedByTheSocket()
    {
        var file = Path.Combine(_folder.FullName, "kept");
        await File.WriteAllTextAsync(file, "kept");
        await using var part = Child.Start(await Unprivileged.Program, ["capture", "--socket", file, "--user", "nobody"]);
        Assert.Equal(1, await part.Ended());
        Assert.Contains("there is another file", Assert.Single(part.Errors), StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task MissingPart_IsSaid()
    {
        var child = await Unprivileged.Start("serve", "--data", "off", "--capture-socket", Path.Combine(_folder.FullName, "none.sock"));
        await using (child)
        {
            Assert.Equal(1, await child.Ended());
            Assert.Contains("No privileged part answers at", Assert.Single(child.Errors), StringComparison.Ordinal);
            Assert.Contains("(ENOENT)", child.Errors.Single(), StringComparison.Ordinal);
        }
    }

    private Task<DashboardServer> Serve() => Unprivileged.Serve("--capture-socket", _socket);

    private static async Task Flood() => await Child.Run(Repository.Scenario("storm"), "8000");

    private static async Task<int> Count(DashboardServer server, string filter)
        => (await server.Get($"/processes?limit=1&filter={Uri.EscapeDataString(filter)}")).GetProperty("total").GetInt32();

    private static async Task<long> Lost(DashboardServer server)
        => (await server.Get("/status")).GetProperty("lost").EnumerateObject().Sum(cause => cause.Value.GetInt64());
}
