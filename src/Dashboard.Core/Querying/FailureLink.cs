using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>A process that failed, in a chain from a child to its parent.</summary>
/// <param name="Args">The first <see cref="MaxArguments"/> characters of its arguments; null where they are not known.</param>
public sealed record FailureLink(ProcessReference Process, ProcessExit Exit, IReadOnlyList<string>? Args)
{
    public const int MaxArguments = 4_000;
}
