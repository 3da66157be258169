using Dashboard.Benchmarks;
using Dashboard.Benchmarks.Class;
using Dashboard.Benchmarks.Cycle;
using Dashboard.Benchmarks.Front;
using Dashboard.Benchmarks.Input;
using Dashboard.Benchmarks.Latency;
using Dashboard.Benchmarks.Memory;
using Dashboard.Benchmarks.Pipeline;
using Dashboard.Benchmarks.Probes;
using Dashboard.Benchmarks.Redaction;
using Dashboard.Benchmarks.Reporting;
using Dashboard.Benchmarks.Soak;
using Dashboard.Benchmarks.Storm;
using Dashboard.Benchmarks.Syscall;
using Dashboard.Benchmarks.Viewers;

// One verb a process, so that none measures what another left behind; scripts/bench.sh runs them all.
var verbs = new Dictionary<string, Func<BenchmarkOptions, Task<Report>>>
{
    ["pipeline"] = options => Task.FromResult(PipelineVerb.Run(options)),
    ["storm"] = StormVerb.Run,
    ["cycle"] = CycleVerb.Run,
    ["syscall"] = SyscallVerb.Run,
    ["probes"] = ProbesVerb.Run,
    ["latency"] = LatencyVerb.Run,
    ["front"] = FrontVerb.Run,
    ["input"] = InputVerb.Run,
    ["viewers"] = ViewersVerb.Run,
    ["class"] = ClassVerb.Run,
    ["idle"] = IdleVerb.Run,
    ["soak"] = SoakVerb.Run,
    ["redaction"] = options => Task.FromResult(RedactionVerb.Run(options)),
    ["memory"] = options => Task.FromResult(MemoryVerb.Run(options)),
};

if (args.Length == 0 || !verbs.TryGetValue(args[0], out var verb))
{
    Console.Error.WriteLine($"Name one of: {string.Join(' ', verbs.Keys)}. Options: --quick, --rounds=N, --streams=A,B, --tracers=A,B, --page=PATH, --hours=N.");
    return 2;
}

var report = await verb(BenchmarkOptions.Parse(args.Skip(1)));
report.Write();
return report.Passed ? 0 : 1;
