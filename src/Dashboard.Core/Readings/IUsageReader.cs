using Dashboard.Core.Model;

namespace Dashboard.Core.Readings;

/// <summary>Reads CPU time and memory of live processes. Only for live captures.</summary>
public interface IUsageReader
{
    /// <summary>Null when the process has ended or is not visible.</summary>
    UsageSample? Read(ProcessId id);

    /// <summary>Null when the machine's figures cannot be read.</summary>
    MachineSample? ReadMachine();
}
