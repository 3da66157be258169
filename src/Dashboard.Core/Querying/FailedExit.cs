using Dashboard.Core.Model;

namespace Dashboard.Core.Querying;

/// <summary>A process that ended with a failure.</summary>
/// <param name="Parent">At birth; null where it is not known.</param>
internal readonly record struct FailedExit(ProcessId Id, ProcessId? Parent, int? ExitCode, int? Signal, long BootNs);
