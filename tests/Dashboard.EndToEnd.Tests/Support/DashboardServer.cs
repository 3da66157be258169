using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>The built program, listening on a free port of the loopback address.</summary>
internal sealed partial class DashboardServer : IAsyncDisposable
{
    public const string Token = "end-to-end-token";

    /// <summary>Passes the token outside of the command line.</summary>
    public static readonly Dictionary<string, string> WithToken = new() { ["HOME"] = "/tmp", ["DASHBOARD_TOKEN"] = Token };

    private readonly Child? _child;

    private DashboardServer(Child? child, Uri address)
    {
        _child = child;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>The process that the test started. In two processes it is the privileged part, and the server is its child.</summary>
    public int StartedPid => _child?.Pid ?? throw new InvalidOperationException("Another started it, and knows its number.");

    public int Pid { get; private set; }

    /// <summary>Sends a signal to the server, for example to stop (19) or continue (18) it.</summary>
    public void Signal(int signal) => Process.Start("/bin/kill", [$"-{signal}", $"{Pid}"]).WaitForExit();

    /// <summary>Its exit status, when it has ended.</summary>
    public Task<int> Ended() => _child?.Ended() ?? throw new InvalidOperationException("Another started it, and waits for it.");

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Its output on both streams.</summary>
    public IEnumerable<string> Said => _child is null ? [] : _child.Output.Concat(_child.Errors);

    /// <summary>A server that the test started itself, with the usual token, and ends.</summary>
    public static DashboardServer At(Uri address) => new(null, address);

    public static Task<DashboardServer> Start(params string[] options) => Start(Repository.Program, [], options);

    /// <summary>Started through another program that execs it, such as setpriv.</summary>
    public static async Task<DashboardServer> Start(string program, string[] before, string[] options)
    {
        string[] address = options.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];
        // Tests must leave nothing on the machine, and a dashboard on it keeps its data by default.
        string[] data = options.Contains("--data") ? [] : ["--data", "off"];
        var child = Child.Start(program, [.. before, "serve", .. data, .. address, .. options], WithToken);
        var line = await Eventually.Get(
            () => Task.FromResult(child.Output.Select(l => AddressLine().Match(l)).FirstOrDefault(m => m.Success)),
            $"an address from serve (it said: {string.Join(" | ", child.Output.Concat(child.Errors))})");
        var server = new DashboardServer(child, new Uri(line.Groups[1].Value));
        await Eventually.True(async () => (await server.Http.GetAsync("/healthz")).IsSuccessStatusCode, "a healthy server");
        server.Pid = ServerOf(child.Pid);
        return server;
    }

    private static int ServerOf(int started)
        => File.ReadAllText($"/proc/{started}/comm").StartsWith("lifecycle-captu", StringComparison.Ordinal)
            ? int.Parse(File.ReadAllText($"/proc/{started}/task/{started}/children").Trim(), CultureInfo.InvariantCulture)
            : started;

    public async Task<JsonElement> Get(string path)
    {
        var response = await Http.GetAsync("/api/v1" + path);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new HttpRequestException($"{path}: {(int)response.StatusCode} {text}");
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _child?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)/login\?t=")]
    private static partial Regex AddressLine();
}
