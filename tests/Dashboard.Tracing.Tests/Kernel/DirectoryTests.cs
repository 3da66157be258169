using System.Diagnostics;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Where a process is: what it was born with, and where it went.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class DirectoryTests(KernelFixture kernel)
{
    [Fact]
    public async Task Children_OfAProcessThatWanders_AreWhereGetcwdSays()
    {
        kernel.NeedTracing();
        var place = Directory.CreateTempSubdirectory("lifecycle-");
        await using var capture = new LiveCapture().Start();

        using var process = KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, "directories"), place.FullName);
        var told = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        place.Delete(recursive: true);

        Assert.Equal(6, told.Length);
        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view =>
        {
            var seen = view.Processes.Lives(process.Id)?.Lives[^1].Children.Select(c => c.Cwd).ToList() ?? [];
            return seen.SequenceEqual(told) ? null : $"seen: {string.Join(' ', seen)}; told: {string.Join(' ', told)}";
        }));
    }

    [Fact]
    public async Task Child_OfAProcessThatWasThereBefore_IsWhereThatIs()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture().Start();

        // Not by the fixture, which lets its programs run elsewhere.
        using var process = Process.Start(Path.Combine(KernelFixture.ScenarioDirectory, "nop"));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        await LiveCapture.EventuallyAsync(() =>
        {
            var seen = capture.Store.Read(view => view.Processes.Lives(process.Id)?.Lives[^1].Cwd);
            return seen == Environment.CurrentDirectory ? null : $"it is in {seen}, not in {Environment.CurrentDirectory}";
        });
    }
}
