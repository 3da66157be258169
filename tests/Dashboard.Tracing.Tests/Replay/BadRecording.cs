namespace Dashboard.Tracing.Tests.Replay;

/// <summary>A recording with something wrong or odd in it, and what must come of it.</summary>
/// <param name="Make">Makes it in a directory, and answers its path.</param>
internal sealed record BadRecording(string Name, Func<string, string> Make)
{
    /// <summary>Good lines: births, whose pids count up from <see cref="BadRecordings.FirstPid"/>.</summary>
    public int Good { get; init; }

    /// <summary>Those of them that are spoilt, counted from 0.</summary>
    public IReadOnlyList<int> SkipsGood { get; init; } = [];

    /// <summary>The first ten lines that are skipped, and a word of the reason.</summary>
    public IReadOnlyList<(long Line, string Reason)> Skipped { get; init; } = [];

    /// <summary>Lines that are skipped and counted, but not named.</summary>
    public int More { get; init; }

    /// <summary>Behind this line nothing can be read; and a word of the reason.</summary>
    public (long Line, string Reason)? End { get; init; }

    /// <summary>It cannot be opened: a word of the sentence.</summary>
    public string? Refused { get; init; }

    /// <summary>Only root can read it, so it is opened as another user.</summary>
    public bool AsNobody { get; init; }

    /// <summary>The kind of event of which a field is spoilt.</summary>
    public string? Kind { get; init; }
}
