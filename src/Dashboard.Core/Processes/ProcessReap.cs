using Dashboard.Core.Model;

namespace Dashboard.Core.Processes;

/// <summary>The reaping of a zombie.</summary>
public sealed record ProcessReap(Timestamp Time, ProcessReference? By, long? ZombieNs);
