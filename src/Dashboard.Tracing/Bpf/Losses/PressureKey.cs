namespace Dashboard.Tracing.Bpf.Losses;

/// <summary>Key of the pressure counts: the effective user and the process name.</summary>
internal readonly record struct PressureKey(uint Uid, string Comm);
