using System.Diagnostics;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>Working directories: inherited at birth, and changed later.</summary>
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
        var printed = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        place.Delete(recursive: true);

        Assert.Equal(6, printed.Length);
        await LiveCapture.EventuallyAsync(() => capture.Store.Read(view =>
        {
            var seen = view.Processes.Lives(process.Id)?.Lives[^1].Children.Select(c => c.Cwd).ToList() ?? [];
            return seen.SequenceEqual(printed) ? null : $"seen: {string.Join(' ', seen)}; printed: {string.Join(' ', printed)}";
        }));
    }

    [Fact]
    public async Task Child_OfAProcessThatWasThereBefore_IsWhereThatIs()
    {
        kernel.NeedTracing();
        await using var capture = new LiveCapture().Start();

        // Not by the fixture, which uses another working directory.
        using var process = Process.Start(Path.Combine(KernelFixture.ScenarioDirectory, "nop"));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        await LiveCapture.EventuallyAsync(() =>
        {
            var seen = capture.Store.Read(view => view.Processes.Lives(process.Id)?.Lives[^1].Cwd);
            return seen == Environment.CurrentDirectory ? null : $"it is in {seen}, not in {Environment.CurrentDirectory}";
        });
    }
}
