namespace Dashboard.Core.Statistics.Programs;

/// <summary>The order of programs: the largest figure first, names from A to Z.</summary>
public enum ProgramOrder
{
    Runs,
    Failed,
    Cpu,
    Median,
    P95,
    Sum,
    Name,
}
