using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Tracing.Bpf.Losses;
using Dashboard.Tracing.Bpf.Native;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>An ordinary user floods; no other process's events are missing, and the missing ones of the flood are counted and reported.</summary>
[Collection(KernelLane.Name)]
[Trait("Lane", "kernel")]
public sealed class FairnessTests(KernelFixture kernel)
{
    private const uint Flooder = 65532;
    private const int Other = 65533;
    private const int Markers = 200;
    private const int Workers = 3;

    /// <summary>Markers in flight: few enough for a small ring, however long its reader is preempted.</summary>
    private const int Step = 8;

    /// <summary>Pause of the slowed reader after each batch.</summary>
    private const int MaxPauseMs = 100;

    /// <summary>As in a real capture: a ring of 8 MiB, and a running reader.</summary>
    [Theory]
    [InlineData("args", 8_000)]
    [InlineData("failures", 60_000)]
    [InlineData("vfork", 30_000)]
    public async Task Flood_OfAUser_HidesNoOtherProcessAndIsCounted(string what, int count)
    {
        kernel.NeedTracing();
        var seen = new Seen();
        await using var capture = new LiveCapture { Watch = seen.Add }.Start();

        using var flood = Start("crowd_out", $"{Flooder}", what, $"{count}", $"{Workers}");
        using var markers = Start("markers", $"{Other}", $"{Markers}");
        var did = await DidAsync(flood);
        await markers.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(count, did);
        await LiveCapture.EventuallyAsync(() => seen.MarkersMissing());
        await LiveCapture.EventuallyAsync(() => seen.Miscounted(what, did));
        Assert.Null(seen.Problem);
        AssertShortenedAreCounted(capture.Source.Status.Pressure);
        Report(what, did, seen);
    }

    /// <summary>The reader has two small buffers, so that the ring is under pressure during the whole flood.</summary>
    [Theory]
    [InlineData("args")]
    [InlineData("failures")]
    [InlineData("vfork")]
    public async Task Flood_OfASmallRing_HidesNoOtherProcessAndIsCounted(string what)
    {
        kernel.NeedTracing();
        var seen = new Seen { PauseMs = 2 };
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 512 << 10, Batches = 2 }) { Watch = seen.Add }.Start();

        using var flood = Start("crowd_out", $"{Flooder}", what, "0", $"{Workers}");
        // On a busy machine the flood is slow, so the reader must be slower still.
        await LiveCapture.EventuallyAsync(() =>
        {
            var shed = capture.Source.Status.Pressure?.Shed;
            seen.PauseMs = Math.Min(seen.PauseMs + 1, MaxPauseMs);
            return shed is not null && shed.Arguments + shed.Records.Values.Sum() > 0 ? null : "nothing is left out";
        });
        using var markers = Start("markers", $"{Other}", $"{Markers}", "step");
        for (var i = 0; i < Markers; i += Step)
        {
            await markers.StandardInput.WriteAsync(new string('.', Step));
            await markers.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            await LiveCapture.EventuallyAsync(() => seen.IsWholeTo(i + Step) ? null : $"of the markers {i} to {i + Step} some are not seen with path and end");
        }

        flood.StandardInput.Close();
        var did = await DidAsync(flood);

        await LiveCapture.EventuallyAsync(() => seen.Miscounted(what, did));
        Assert.Null(seen.Problem);
        var pressure = capture.Source.Status.Pressure!;
        Assert.Equal((Flooder, "crowd_out"), (pressure.Culprits[0].Uid, pressure.Culprits[0].Comm));
        AssertShortenedAreCounted(pressure);
        // The status counts at once, the event stream follows a little later.
        await LiveCapture.EventuallyAsync(() =>
        {
            var (reported, lost) = (seen.ByCause.Values.Sum(), capture.Source.Status.Lost.Values.Sum());
            return reported == lost ? null : $"{reported} reported of {lost} lost";
        });
        Report(what, did, seen);
    }

    /// <summary>A shortened record is not missing: it counts among the records of the process that filled the ring.</summary>
    private static void AssertShortenedAreCounted(PressureStatus? pressure)
    {
        var shortened = pressure?.Origin.Where(o => o.Uid == Flooder).Sum(o => o.Shed.Arguments) ?? 0;
        var records = pressure?.Culprits.Where(c => c.Uid == Flooder).Sum(c => c.Records) ?? 0;
        Assert.True(records >= shortened, $"{records} records, {shortened} came without their arguments");
    }

    /// <summary>Three eighths of the ring are less than one record: the record's own size causes the pressure.</summary>
    [Fact]
    public async Task LongRecord_ThatAloneMakesPressure_IsCountedAsItsUsers()
    {
        kernel.NeedTracing();
        const int Count = 50;
        await using var capture = new LiveCapture(new BpfSourceOptions { RingBytes = 64 << 10 }).Start();

        using var flood = Start("crowd_out", $"{Flooder}", "args", $"{Count}", "1");
        Assert.Equal(Count, await DidAsync(flood));
        PressureStatus? pressure = null;
        await LiveCapture.EventuallyAsync(() => (pressure = capture.Source.Status.Pressure) is { Shed.Arguments: >= Count / 2 } ? null : "nothing was shortened");

        AssertShortenedAreCounted(pressure);
    }

    private static void Report(string what, long did, Seen seen)
        => TestContext.Current.TestOutputHelper!.WriteLine(
            $"{what} {did}: {string.Join(", ", seen.ByCause.Select(c => $"{c.Key} {c.Value}"))}; shed {seen.ArgumentsShed}; by the flooder "
            + string.Join(", ", seen.LostOfFlooder.Select(k => $"{k.Key} {k.Value}")));

    private static Process Start(string scenario, params string[] args)
        => KernelFixture.Start(Path.Combine(KernelFixture.ScenarioDirectory, scenario), args);

    private static async Task<long> DidAsync(Process flood)
    {
        var line = await flood.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await flood.WaitForExitAsync(TestContext.Current.CancellationToken);
        return long.Parse(line!["did ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>The content of the events. Written by the thread that reads them.</summary>
    private sealed class Seen
    {
        private readonly ConcurrentDictionary<ProcessId, int> _numbers = [];
        private readonly ConcurrentDictionary<int, bool> _whole = [];
        private long _failures;
        private long _births;
        private long _ends;

        /// <summary>
        /// Makes the reader slower than the flood, on any machine: a pause, because it simulates a busy reader. Nothing is
        /// asserted about it.
        /// </summary>
        public volatile int PauseMs;

        public ConcurrentDictionary<string, long> ByCause { get; } = [];

        /// <summary>By kind, for the flooding process and its name.</summary>
        public ConcurrentDictionary<string, long> LostOfFlooder { get; } = [];

        /// <summary>An unexpected event.</summary>
        public string? Problem { get; private set; }

        public long ArgumentsShed { get; private set; }

        public long ArgumentsReportedAsShed { get; private set; }

        public bool IsWholeTo(int marker) => _whole.Count >= marker;

        public string? MarkersMissing() => _whole.Count == Markers ? null : $"{_whole.Count} of {Markers} markers are seen with path and end";

        public void Add(IReadOnlyList<LifecycleEvent> batch)
        {
            foreach (var e in batch)
            {
                Add(e);
            }

            if (PauseMs > 0)
            {
                Thread.Sleep(PauseMs);
            }
        }

        /// <summary>Compares what the flooding process did with what is known of it.</summary>
        public string? Miscounted(string what, long did)
        {
            if (what == "vfork")
            {
                var (births, ends) = (Interlocked.Read(ref _births) + Lost("fork"), Interlocked.Read(ref _ends) + Lost("exit"));
                // Its workers, too, and itself.
                return births == did + Workers && ends == did + Workers + 1 ? null : $"{did} done, {births} births and {ends} ends seen or reported as lost";
            }

            var failures = Interlocked.Read(ref _failures) + Lost("exec.fail");
            return failures != did ? $"{did} done, {failures} seen or reported as lost"
                : ArgumentsShed != ArgumentsReportedAsShed ? $"{ArgumentsShed} came without arguments, {ArgumentsReportedAsShed} are reported"
                : null;
        }

        private long Lost(string kind) => LostOfFlooder.GetValueOrDefault(kind);

        private void Add(LifecycleEvent e)
        {
            switch (e)
            {
                case ExecExitEvent { Ret: 0, Path: "/bin/true", Args: ["marker", var number] }:
                    _numbers[e.Process] = int.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ExitEvent { ExitCode: 0 } when _numbers.TryGetValue(e.Process, out var marker):
                    _whole[marker] = true;
                    break;
                case ExecExitEvent { Succeeded: false, Comm: "crowd_out", Path: "/nonexistent/y" } failure:
                    Problem = failure.ArgCount is null or 2 ? Problem : $"{failure.ArgCount} arguments";
                    ArgumentsShed += failure.ArgsShed ? 1 : 0;
                    Interlocked.Increment(ref _failures);
                    break;
                case ForkEvent { Comm: "crowd_out" }:
                    Interlocked.Increment(ref _births);
                    break;
                case ExitEvent { Comm: "crowd_out" }:
                    Interlocked.Increment(ref _ends);
                    break;
                case LostEvent lost:
                    Add(lost);
                    break;
            }
        }

        private void Add(LostEvent lost)
        {
            ByCause.AddOrUpdate(lost.Cause, lost.Count, (_, before) => before + lost.Count);
            if (lost.Cause is LossWatch.RingFull or LossWatch.OverShare && lost.Culprits is not { Count: > 0 })
            {
                Problem = $"{lost.Cause} without a culprit";
            }

            foreach (var origin in lost.Origin ?? [])
            {
                Problem = origin.Uid == Other ? $"{origin.Comm} lost something" : Problem;
                if ((origin.Uid, origin.Comm) != (Flooder, "crowd_out"))
                {
                    continue;
                }

                ArgumentsReportedAsShed += origin.Shed.Arguments;
                foreach (var (kind, count) in origin.Shed.Records)
                {
                    LostOfFlooder.AddOrUpdate(kind, count, (_, before) => before + count);
                }
            }
        }
    }
}
