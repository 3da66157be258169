namespace Dashboard.Core.Processes;

/// <summary>The processes that one pid number was, oldest first. Bounded by what the table holds.</summary>
public sealed class PidLives
{
    private readonly List<ProcessRecord> _lives = new(1);

    public IReadOnlyList<ProcessRecord> Lives => _lives;

    /// <summary>All lives seen in this capture, also those no longer held.</summary>
    public int Count { get; private set; }

    internal void Add(ProcessRecord record)
    {
        record.Life = ++Count;

        // Nearly always the newest; a snapshot read beside a fork storm may bring an older one late.
        var at = _lives.Count;
        while (at > 0 && _lives[at - 1].Id.StartNs > record.Id.StartNs)
        {
            (_lives[at - 1].Life, record.Life) = (record.Life, _lives[at - 1].Life);
            at--;
        }

        _lives.Insert(at, record);
    }

    internal void Remove(ProcessRecord record) => _lives.Remove(record);
}
