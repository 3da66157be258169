using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Process;

/// <summary>One life of a PID.</summary>
/// <param name="Number">1 for the first life in this capture.</param>
/// <param name="Images">Without arguments; the same holds for the failed execs.</param>
/// <param name="GapNs">Time from the end of the previous life to this birth; null for the first held life.</param>
public sealed record LifeFact(
    ProcessId Id, int Number, string Comm, Timestamp From, ProcessExit? Exit, ProcessState State, long LifetimeNs, long? GapNs,
    IReadOnlyList<Image> Images, IReadOnlyList<FailedExec> FailedExecs, long FinalFailureCount, bool FromSnapshot, ProcessReference? BornBy)
{
    /// <summary>See <see cref="ProcessRecord.BeganBootNs"/>.</summary>
    public required long BeganBootNs { get; init; }

    /// <summary>The newest <paramref name="max"/> lives, oldest first.</summary>
    public static IReadOnlyList<LifeFact> Of(PidLives lives, long nowBootNs, int max)
    {
        var facts = new List<LifeFact>();
        for (var i = Math.Max(0, lives.Lives.Count - max); i < lives.Lives.Count; i++)
        {
            var record = lives.Lives[i];
            var before = i > 0 ? lives.Lives[i - 1].Exit : null;
            facts.Add(new LifeFact(record.Id, record.Life, record.Comm, record.Start, record.Exit, record.State,
                record.LifetimeNs(nowBootNs), before is null ? null : Math.Max(0, record.Id.StartNs - before.BootNs),
                record.ImagesWithoutArgs, record.FailedExecsWithoutArgs, record.FinalFailureCount, record.FromSnapshot, record.BornBy)
            {
                BeganBootNs = record.BeganBootNs,
            });
        }

        return facts;
    }
}
