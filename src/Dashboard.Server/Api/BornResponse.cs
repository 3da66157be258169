using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Server.Api;

/// <summary>How a process was born.</summary>
/// <param name="How">The call; null when it is not known.</param>
/// <param name="Flags">The clone flags by name; empty for a plain fork, null when they are not known.</param>
/// <param name="By">The caller of fork.</param>
public sealed record BornResponse(ForkMethod? How, IReadOnlyList<string>? Flags, ProcessReference? By)
{
    internal static BornResponse? From(ProcessRecord p)
        => p.How is null && p.CloneFlags is null && p.BornBy is null ? null : new BornResponse(p.How, p.CloneFlags, p.BornBy);
}
