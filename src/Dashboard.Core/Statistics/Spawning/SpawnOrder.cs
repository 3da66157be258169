namespace Dashboard.Core.Statistics.Spawning;

/// <summary>Which groups of starts come first: those with the most starts, failures or CPU time.</summary>
public enum SpawnOrder
{
    Starts,
    Failed,
    Cpu,
}
