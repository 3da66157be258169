using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>A live process that uses CPU.</summary>
/// <param name="Cpu">Share of one CPU.</param>
public sealed record BusyProcess(ProcessReference Process, double Cpu, long ResidentBytes);
