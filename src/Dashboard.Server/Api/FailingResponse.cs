using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Core.Statistics.Spawning;

namespace Dashboard.Server.Api;

/// <summary>A program with failures, under the program that started it.</summary>
/// <param name="Parent">The program that called fork; null fields where it was not seen.</param>
/// <param name="Program">The last image; where each exec failed, no name and the path of the last attempt.</param>
/// <param name="Failures">Processes that match is:failed.</param>
/// <param name="Reasons">The most frequent first, at most three, crashes among them.</param>
/// <param name="Interval">Time between failures; null with one.</param>
/// <param name="Failing">
/// It can be expected to fail again: it failed more than once, its last exit was a failure within a minute or two regular intervals, and either
/// these are a second or longer, or the failures are spread over two seconds and what starts it still runs.
/// </param>
/// <param name="Crashed">A fault, abort(3) or the out-of-memory killer ended one of them.</param>
/// <param name="Last">The last failure.</param>
/// <param name="Example">The process that failed last; null when it is no longer held.</param>
public sealed record FailingResponse(
    SpawnProgram Parent, SpawnProgram Program, int Failures, IReadOnlyList<ReasonResponse> Reasons, SpawnInterval? Interval, bool Failing, bool Crashed, Timestamp Last, EndedResponse? Example)
{
    internal static FailingResponse From(FailingProgram failing) => new(
        new SpawnProgram(failing.Pair.ParentComm, failing.Pair.ParentPath), new SpawnProgram(failing.Pair.Comm, failing.Pair.Path),
        failing.Failures, [.. failing.Reasons.Select(ReasonResponse.From)], failing.Interval, failing.IsFailing, failing.HasCrash, failing.Last, failing.Example is { } example ? EndedResponse.From(example) : null);
}
