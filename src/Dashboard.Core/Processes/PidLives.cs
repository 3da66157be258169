namespace Dashboard.Core.Processes;

/// <summary>The processes that one pid number was. Valid inside LifecycleStore.Read only.</summary>
public sealed class PidLives
{
    private readonly ProcessRecord _newest;
    private ProcessRecord[]? _lives;

    internal PidLives(ProcessRecord newest) => _newest = newest;

    /// <summary>Those that the table holds, oldest first.</summary>
    public IReadOnlyList<ProcessRecord> Lives => _lives ??= Collect();

    /// <summary>All lives seen in this capture, also those no longer held.</summary>
    public int Count => _newest.Life;

    private ProcessRecord[] Collect()
    {
        var count = 0;
        for (var life = _newest; life is not null; life = life.EarlierLife)
        {
            count++;
        }

        var lives = new ProcessRecord[count];
        for (var life = _newest; life is not null; life = life.EarlierLife)
        {
            lives[--count] = life;
        }

        return lives;
    }
}
