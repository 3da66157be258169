using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>What a traced command has come to.</summary>
/// <param name="Exit">Null while it runs.</param>
/// <param name="LifetimeNs">From its fork to its exit, or to now.</param>
/// <param name="Processes">It and its descendants, as far as they are held.</param>
/// <param name="Failed">Those of them that is:failed finds.</param>
/// <param name="Running">Those of them that run.</param>
public sealed record CommandFigures(ProcessExit? Exit, long LifetimeNs, int Processes, int Failed, int Running)
{
    /// <summary>Null before the process is known.</summary>
    /// <param name="pid">The command's.</param>
    public static CommandFigures? Read(QueryRun run, int pid, long nowBootNs)
    {
        var (walk, all, failed, running) = (new ProcessWalk(), 0, 0, 0);
        run.Scan(view =>
        {
            while (run.Takes())
            {
                if (walk.Next(view.Processes) is not { } process)
                {
                    return false;
                }

                all++;
                failed += process.Failed ? 1 : 0;
                running += process.HasEnded ? 0 : 1;
            }

            return true;
        });
        // The filter in the kernel lets only its descendants through, so the first life of the number is the command's.
        return run.One(view => view.Processes.Lives(pid)?.Lives.FirstOrDefault() is { } root
            ? new CommandFigures(root.Exit, (root.Exit?.BootNs ?? nowBootNs) - root.Id.StartNs, all, failed, running)
            : null);
    }
}
