using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>Reads those facts of a live process that change without an event. Only a live capture has one.</summary>
public interface IProcessReader
{
    /// <summary>Reads them now. The answer comes within seconds, whatever the process does, and never throws for what it is.</summary>
    Task<ProcessReading> ReadAsync(ProcessId id);
}
