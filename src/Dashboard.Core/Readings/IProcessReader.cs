using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>Reads the facts of a live process that change without an event. Only for live captures.</summary>
public interface IProcessReader
{
    /// <summary>Reads the present facts. Completes within seconds, whatever the process does, and does not throw because of its state.</summary>
    Task<ProcessReading> ReadAsync(ProcessId id);
}
