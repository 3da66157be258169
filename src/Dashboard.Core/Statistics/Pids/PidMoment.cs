using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Statistics.Pids;

/// <summary>The process that had a pid at one moment.</summary>
/// <param name="Life">Null when no process had it.</param>
/// <param name="Image">Its image at that moment, without arguments.</param>
/// <param name="WasZombie">It had exited, and kept the pid until it was reaped.</param>
/// <param name="Before">The previous process, when none had the pid.</param>
/// <param name="After">The next process, when none had the pid.</param>
public sealed record PidMoment(ProcessRecord? Life, Image? Image, bool WasZombie, ProcessRecord? Before, ProcessRecord? After)
{
    /// <summary>Valid inside LifecycleStore.Read only, like the records.</summary>
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

    /// <summary>When the pid became free: a zombie keeps it until it is reaped. Null while it is in use.</summary>
    private static long? FreedBootNs(ProcessRecord life) => life switch
    {
        { State: ProcessState.Zombie } => null,
        { Exit: { } exit, Reaped.ZombieNs: { } zombieNs } => exit.BootNs + zombieNs,
        { Exit: { } exit } => exit.BootNs,
        _ => null,
    };
}
