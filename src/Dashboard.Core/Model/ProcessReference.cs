namespace Dashboard.Core.Model;

/// <summary>Another process, with its name at the time of the reference.</summary>
/// <param name="Id">Its identity; null where only the pid is known.</param>
public readonly record struct ProcessReference(ProcessId? Id, int Pid, string? Comm);
