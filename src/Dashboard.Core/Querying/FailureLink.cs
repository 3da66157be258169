using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Core.Querying;

/// <summary>A process that failed, in a chain from a child to its parent.</summary>
public sealed record FailureLink(ProcessReference Process, ProcessExit Exit);
