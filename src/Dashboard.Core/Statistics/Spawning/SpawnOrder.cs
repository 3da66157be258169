namespace Dashboard.Core.Statistics.Spawning;

/// <summary>The order of groups of starts: most starts, failures or CPU time first.</summary>
public enum SpawnOrder
{
    Starts,
    Failed,
    Cpu,
}
