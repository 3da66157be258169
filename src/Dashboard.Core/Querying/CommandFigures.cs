using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>What a traced command has come to.</summary>
/// <param name="Exit">Null while it runs.</param>
/// <param name="Began">Its release on CLOCK_BOOTTIME: see <see cref="ProcessRecord.BeganBootNs"/>.</param>
/// <param name="LifetimeNs">From then to its exit, or to now.</param>
/// <param name="Processes">It and its descendants, as far as they are held.</param>
/// <param name="Failed">Those of them that is:failed finds.</param>
/// <param name="Running">Those of them that run.</param>
/// <param name="Cause">The failures that led to its own, the first one first and it last: see <see cref="FailureChain"/>. Empty where it did not fail.</param>
public sealed record CommandFigures(
    ProcessExit? Exit, long Began, long LifetimeNs, int Processes, int Failed, int Running, IReadOnlyList<FailureLink> Cause)
{
    /// <summary>Null before the process is known.</summary>
    /// <param name="pid">The command's.</param>
    public static CommandFigures? Read(QueryRun run, int pid, long nowBootNs)
    {
        var (walk, all, failed, running, chain) = (new ProcessWalk(), 0, 0, 0, new FailureChain());
        run.Scan(view =>
        {
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                all++;
                running += process.HasEnded ? 0 : 1;
                if (process.Failed)
                {
                    failed++;
                    if (process.Exit is { } exit && exit is ({ ExitCode: > 0 } or { Signal: not null }))
                    {
                        chain.Add(new FailedExit(process.Id, process.BirthParent, exit.ExitCode, exit.Signal, exit.BootNs));
                    }
                }
            }

            return true;
        });
        // The filter in the kernel lets only its descendants through, so the first life of the number is the command's.
        return run.One(view => view.Processes.Lives(pid)?.Lives.FirstOrDefault() is { } root
            ? new CommandFigures(
                root.Exit, root.BeganBootNs, root.LifetimeNs(nowBootNs), all, failed, running, root.HasEnded
                    ? [.. chain.To(root.Id).Select(view.Processes.Find).OfType<ProcessRecord>().Select(p => new FailureLink(p.ToReference(), p.Exit!, p.ImageWithFirstArgs(FailureLink.MaxArguments).Args))]
                    : [])
            : null);
    }
}
