namespace Dashboard.Core.Processes;

/// <summary>The processes that one pid number was. Valid inside LifecycleStore.Read only.</summary>
public sealed class PidLives
{
    private readonly ProcessRecord _oldest;
    private readonly ProcessRecord _newest;
    private ProcessRecord[]? _lives;

    internal PidLives(ProcessRecord oldest, ProcessRecord newest) => (_oldest, _newest) = (oldest, newest);

    /// <summary>Those that the table holds, oldest first.</summary>
    public IReadOnlyList<ProcessRecord> Lives => _lives ??= Collect();

    /// <summary>The latest of them.</summary>
    public ProcessRecord Newest => _newest;

    /// <summary>All lives seen in this capture, also those no longer held.</summary>
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
