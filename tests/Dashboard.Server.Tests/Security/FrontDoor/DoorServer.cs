using Dashboard.Server.Tests.Hosting;
using Dashboard.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Server.Tests.Security.FrontDoor;

/// <summary>One server for the whole table, with a process whose name must not appear before a login.</summary>
public sealed class DoorServer : IAsyncLifetime
{
    public const string Secret = "secret_of_a_user";

    private string _cookie = "";

    internal TestServer Server { get; private set; } = null!;

    internal static IServiceProvider ServicesOf(DoorServer door) => door.Server.Services;

    public async ValueTask InitializeAsync()
    {
        var story = new Story();
        var child = story.Fork(story.Snapshot(1, "init", null, "/sbin/init"), 4_312);
        story.Exec(child, $"/usr/bin/{Secret}", Secret, "--password", Secret);
        // With a boot time of now; otherwise the story's events would seem late, and the health check would fail.
        var feed = new FakeFeed();
        feed.Status = feed.Status with { BootEpochUnixNs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000 };
        Server = await TestServer.StartAsync(story, feed: feed);
        _cookie = await Server.SignInAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal async Task<DoorAnswer> AskAsync(DoorRow row)
    {
        var lines = new List<string> { $"{row.Method} {row.Path} HTTP/1.1" };
        if (row.Extra("host") is not "-")
        {
            lines.Add($"Host: {row.Extra("host") ?? Own}");
        }

        lines.AddRange(Credentials(row.Who, await CookieAsync(row)));
        lines.AddRange(row.Extras.Select(e => Header(e.Name, e.Value)).OfType<string>());
        if (row.Extra("ws") is null)
        {
            lines.Add("Connection: close");
        }

        var request = string.Join("\r\n", lines) + "\r\n" + (row.Extra("body") is { } body ? DoorBodies.Of(body) : "\r\n");
        var isOpen = row.Status == 101 || (row.Status == 200 && row.Path.Contains("/stream", StringComparison.Ordinal));
        return await DoorAnswer.AskAsync(Server.Address, request, isOpen);
    }

    private string Own => $"127.0.0.1:{Server.Address.Port}";

    /// <summary>A row that logs out gets a session of its own.</summary>
    private async Task<string> CookieAsync(DoorRow row) => row.Who is "cookie" or "signed" && row.Path.StartsWith("/log", StringComparison.Ordinal) ? await Server.SignInAsync() : _cookie;

    private static IEnumerable<string> Credentials(string who, string cookie) => who switch
    {
        "anon" => [],
        "browser" => ["Accept: text/html"],
        "wrong" => ["Authorization: Bearer wrong-token-of-the-tests"],
        "stale" => [$"Cookie: {cookie.Split('=')[0]}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
        "token" => [$"Authorization: Bearer {TestServer.Token}"],
        "cookie" => [$"Cookie: {cookie}"],
        "signed" => [$"Cookie: {cookie}", "Accept: text/html"],
        _ => throw new ArgumentException($"There is no caller {who}."),
    };

    private string? Header(string name, string value) => name switch
    {
        "origin" => $"Origin: {(value == "own" ? $"http://{Own}" : value)}",
        "site" => $"Sec-Fetch-Site: {value}",
        "auth" => $"Authorization: {value.Replace('_', ' ')}",
        "cookie" => $"Cookie: {value}",
        "ws" => "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "host" or "body" => null,
        _ => throw new ArgumentException($"There is no {name}."),
    };
}
