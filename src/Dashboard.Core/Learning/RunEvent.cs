using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Core.Learning;

/// <summary>A copy of an event with the fields that checks and pictures of a run need, safe to keep.</summary>
public sealed record RunEvent
{
    public required EventKind Kind { get; init; }

    public required ProcessId Process { get; init; }

    public int Pid => Process.Pid;

    public required long BootNs { get; init; }

    /// <summary>The parent at that moment.</summary>
    public ProcessId? Parent { get; init; }

    public string Comm { get; init; } = "";

    /// <summary>For a fork: the call that created the process.</summary>
    public ForkMethod? How { get; init; }

    public string? Path { get; init; }

    public string? Interpreter { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Return value of an exec; null for other events.</summary>
    public long? Ret { get; init; }

    public long? DurationNs { get; init; }

    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    /// <summary>The sender of the signal, or the process that waited.</summary>
    public ProcessId? By { get; init; }

    /// <summary>For an exit: the new parent of its children.</summary>
    public ProcessId? Adopter { get; init; }

    public long? ZombieNs { get; init; }

    public bool IsNewImage => Ret >= 0;

    public bool IsFailedExec => Ret < 0;

    public bool Execs(string path) => IsNewImage && Path == path;

    /// <summary>Null for kinds that no experiment uses.</summary>
    public static RunEvent? CopyOf(LifecycleEvent e)
    {
        var copy = new RunEvent { Kind = e.Kind, Process = e.Process, BootNs = e.BootNs, Parent = e.Parent, Comm = e.Comm };
        return e switch
        {
            ForkEvent fork => copy with { How = fork.How, By = fork.By?.Id },
            ExecEnterEvent enter => copy with { Path = enter.Path },
            ExecExitEvent exec => copy with
            {
                Path = exec.Path,
                Interpreter = exec.Interpreter,
                Args = [.. exec.Args ?? []],
                Ret = exec.Ret,
                DurationNs = exec.DurationNs,
            },
            ExitEvent exit => copy with { ExitCode = exit.ExitCode, Signal = exit.Signal, By = exit.By?.Id, Adopter = exit.Adopter?.Id },
            ReapEvent reap => copy with { By = reap.By?.Id, ZombieNs = reap.ZombieNs },
            _ => null,
        };
    }
}
