using Dashboard.Core.Events;
using Dashboard.Core.Model;

namespace Dashboard.Tracing.Tests.Kernel;

/// <summary>The events of one program and its descendants, in order.</summary>
public sealed record ScenarioTrace(ProcessId Root, IReadOnlyList<LifecycleEvent> Events, string Output, int ExitCode)
{
    public IEnumerable<ForkEvent> Forks => Events.OfType<ForkEvent>();

    /// <summary>Without the first one: the runtime's own exec of the scenario program.</summary>
    public IReadOnlyList<ExecExitEvent> Execs => [.. Events.OfType<ExecExitEvent>().Skip(1)];

    public IReadOnlyList<ExecEnterEvent> Enters => [.. Events.OfType<ExecEnterEvent>().Skip(1)];

    public IEnumerable<ExitEvent> Exits => Events.OfType<ExitEvent>();

    public IEnumerable<ReapEvent> Reaps => Events.OfType<ReapEvent>();

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<ForkEvent> Children => [.. Forks.Where(f => f.Process != Root)];

    public ExitEvent ExitOf(ProcessId process) => Exits.Single(e => e.Process == process);

    public ReapEvent ReapOf(ProcessId process) => Reaps.Single(e => e.Process == process);
}
