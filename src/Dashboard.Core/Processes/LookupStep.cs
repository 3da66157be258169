namespace Dashboard.Core.Processes;

/// <summary>A failed exec that may turn out to be one step of a PATH search: what is needed to count it anew.</summary>
/// <param name="Seq">The number of its event.</param>
/// <param name="IsLookup">A recording said so already, and it was counted as a lookup when it came.</param>
internal readonly record struct LookupStep(long Seq, long BootNs, long Ret, string? Syscall, string Comm, string Path, bool IsLookup);
