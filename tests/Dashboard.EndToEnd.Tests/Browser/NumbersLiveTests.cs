using Dashboard.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.EndToEnd.Tests.Browser;

/// <summary>Counts of real processes: what fails again and again, how many there were at once, and in which order it happened.</summary>
public sealed class NumbersLiveTests(LiveServer live) : IClassFixture<LiveServer>
{
    [Fact]
    public async Task Errors_ServiceThatExitsWithOneAgainAndAgain_IsARowWithItsStarter()
    {
        await using var service = await Program.Of("failing_service", "exit 1");
        await Child.Run("/bin/bash", "-c", $"for i in 1 2 3; do {service.Path}; sleep 0.1; done");

        await using var browser = await BrowserSession.Open(live.Server, "/errors?q=comm:failing_service");

        var row = browser.Get("errors-exits").GetByTestId("exit-group");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row.Locator("td").Nth(0)).ToHaveTextAsync("exit 1");
        await Assertions.Expect(row.Locator("td").Nth(1)).ToHaveTextAsync("failing_service");
        await Assertions.Expect(row.Locator("td").Nth(2)).ToHaveTextAsync("bash");
        await Assertions.Expect(row.Locator("td").Nth(3)).ToHaveTextAsync("3");
        await Assertions.Expect(browser.Get("failures-count")).ToHaveTextAsync("3");
        await browser.AssertAccessibleInBothThemes();

        // One click leads to the last of them.
        await row.Locator("a").ClickAsync();
        await Assertions.Expect(browser.Get("details")).ToContainTextAsync("failing_service");
        browser.AssertClean();
    }

    [Fact]
    public async Task Errors_KilledProcess_HasItsSignalAndSender()
    {
        await using var service = await Program.Of("killed_service", "kill -TERM $$");
        await Child.Run("/bin/bash", "-c", $"{service.Path}; true");

        await using var browser = await BrowserSession.Open(live.Server, "/errors?q=comm:killed_service");

        var cells = browser.Get("errors-signals").GetByTestId("exit-group").Locator("td");
        await Assertions.Expect(cells.Nth(0)).ToHaveTextAsync("SIGTERM");
        await Assertions.Expect(cells.Nth(2)).ToHaveTextAsync("killed_service");
        await Assertions.Expect(cells.Nth(3)).ToHaveTextAsync("bash");
    }

    [Fact]
    public async Task Timeline_LoopThatWaitsForEach_IsOneAtATime()
    {
        await using var step = await Program.Of("loop_step", "exit 0");
        await Child.Run("/bin/bash", "-c", $"for i in $(seq 200); do {step.Path}; done");

        await using var browser = await BrowserSession.Open(live.Server, "/timeline?group=comm&span=all&q=comm:loop_step");

        var group = browser.Get("timeline-group");
        await Assertions.Expect(group.Locator(".tl-count")).ToHaveTextAsync("200");
        await Assertions.Expect(group.Locator(".tl-groupnote")).ToHaveTextAsync("up to 1 at once");
    }

    [Fact]
    public async Task Events_ReapsArriveLate_TheListIsInTheOrderOfItsTimes()
    {
        await using var step = await Program.Of("order_step", "exit 0");
        await Child.Run("/bin/bash", "-c", $"for i in $(seq 20); do {step.Path}; done");

        await using var browser = await BrowserSession.Open(live.Server, "/events?q=comm:order_step");

        await Assertions.Expect(browser.Get("event-row").Nth(15)).ToBeAttachedAsync();
        var rows = await browser.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-testid=event-row]')].map((row) => `${row.querySelector('.e-time').textContent} ${row.dataset.seq}`)");
        var times = rows.Select(row => row.Split(' ')[0]).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);

        // The order of arrival is another one: a reap arrives with the release of the process, after later events.
        var seqs = rows.Select(row => long.Parse(row.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.NotEqual(seqs.OrderDescending(), seqs);
    }

    /// <summary>A script with a name of its own, which is its process's name.</summary>
    private sealed class Program : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-numbers-").FullName;

        public required string Name { get; init; }

        public string Path => System.IO.Path.Combine(_folder, Name);

        public static async Task<Program> Of(string name, string body)
        {
            var program = new Program { Name = name };
            await File.WriteAllTextAsync(program.Path, $"#!/bin/sh\n{body}\n");
            await Child.Run("/bin/chmod", "755", program.Path);
            return program;
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
