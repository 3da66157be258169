using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Dashboard.Benchmarks.Pipeline;

/// <summary>BenchmarkDotNet, quiet and in this process.</summary>
/// <remarks>
/// Its usual toolchain builds a new project for each run and starts it: half a minute each, and the project would need
/// this one's native library and internals. One process also keeps the server's collector settings. What is lost,
/// isolation from earlier benchmarks, matters little where a pass takes tenths of a second.
/// </remarks>
internal static class BenchmarkRun
{
    public static Summary Of<T>(bool quick)
    {
        var job = Job.Dry
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(10), logOutput: false))
            // Collections come when they come, and are part of the price.
            .WithGcForce(false)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithLaunchCount(1)
            .WithWarmupCount(quick ? 1 : 3)
            .WithIterationCount(quick ? 3 : 15)
            .WithStrategy(BenchmarkDotNet.Engines.RunStrategy.Monitoring);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(NullLogger.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "dashboard-benchmarkdotnet"));
        var summary = BenchmarkRunner.Run<T>(config);
        return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)
            ? throw new InvalidOperationException(
                string.Join("; ", summary.ValidationErrors.Select(e => e.Message)
                    .Concat(summary.Reports.SelectMany(r => r.ExecuteResults).SelectMany(r => r.Errors))
                    .DefaultIfEmpty("BenchmarkDotNet gave no result.")))
            : summary;
    }
}
