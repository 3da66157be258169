namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>By whom pressure is counted: the effective user and the name of the process.</summary>
internal readonly record struct PressureKey(uint Uid, string Comm);
