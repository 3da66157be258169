using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Pids;

/// <summary>Which process a pid number was at one moment.</summary>
/// <param name="Life">Null when nobody had the number.</param>
/// <param name="Image">What ran in it then, without arguments.</param>
/// <param name="WasZombie">It had exited, and kept the number until it was reaped.</param>
/// <param name="Before">The life before, when nobody had the number.</param>
/// <param name="After">The life after, when nobody had the number.</param>
public sealed record PidMoment(ProcessRecord? Life, Image? Image, bool WasZombie, ProcessRecord? Before, ProcessRecord? After)
{
    /// <summary>Valid inside LifecycleStore.Read only, as the records are.</summary>
    public static PidMoment Of(PidLives lives, long bootNs)
    {
        var at = lives.Lives.Count - 1;
        while (at >= 0 && lives.Lives[at].Id.StartNs > bootNs)
        {
            at--;
        }

        var life = at >= 0 ? lives.Lives[at] : null;
        if (life is null || (FreedBootNs(life) is { } freed && freed <= bootNs))
        {
            return new PidMoment(null, null, false, life, at + 1 < lives.Lives.Count ? lives.Lives[at + 1] : null);
        }

        var images = life.ImagesWithoutArgs;
        return new PidMoment(life, images.LastOrDefault(i => i.BootNs <= bootNs) ?? images[0], life.Exit?.BootNs <= bootNs, null, null);
    }

    /// <summary>A zombie keeps its number: it is free once the process was reaped. Null while it is taken.</summary>
    private static long? FreedBootNs(ProcessRecord life) => life switch
    {
        { State: ProcessState.Zombie } => null,
        { Exit: { } exit, Reaped.ZombieNs: { } zombieNs } => exit.BootNs + zombieNs,
        { Exit: { } exit } => exit.BootNs,
        _ => null,
    };
}
