namespace Dashboard.Core.Model;

/// <summary>Another process, as it was called when it was referred to.</summary>
/// <param name="Id">Its identity; null where only the number is known.</param>
public readonly record struct ProcessReference(ProcessId? Id, int Pid, string? Comm);
