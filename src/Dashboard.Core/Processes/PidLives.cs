namespace Dashboard.Core.Processes;

/// <summary>All processes that had one pid. Valid inside LifecycleStore.Read only.</summary>
public sealed class PidLives
{
    private readonly ProcessRecord _oldest;
    private readonly ProcessRecord _newest;
    private ProcessRecord[]? _lives;

    internal PidLives(ProcessRecord oldest, ProcessRecord newest) => (_oldest, _newest) = (oldest, newest);

    /// <summary>The processes held by the table, oldest first.</summary>
    public IReadOnlyList<ProcessRecord> Lives => _lives ??= Collect();

    /// <summary>The latest one.</summary>
    public ProcessRecord Newest => _newest;

    /// <summary>The number of processes in this capture, including those no longer held.</summary>
    public int Count => _newest.Life;

    private ProcessRecord[] Collect()
    {
        var lives = new List<ProcessRecord>();
        for (var life = _oldest; life is not null; life = life.LaterLife)
        {
            lives.Add(life);
        }

        return [.. lives];
    }
}
