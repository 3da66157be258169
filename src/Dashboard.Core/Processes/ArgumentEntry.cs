using Dashboard.Core.Events;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// Arguments in one of three forms: texts as received, bytes in the process's arena, or a position in the archive. Texts are created
/// on demand.
/// </summary>
internal readonly struct ArgumentEntry
{
    private readonly object? _source;
    private readonly int _position;

    public ArgumentEntry(IReadOnlyList<string>? args) => _source = args;

    public ArgumentEntry(ArchiveChunk chunk, int position) => (_source, _position) = (chunk, position);

    private ArgumentEntry(ArgumentArena arena, int position) => (_source, _position) = (arena, position);

    /// <summary>Copies the arguments of an event, whose buffer will be reused.</summary>
    public static ArgumentEntry Of(ExecExitEvent exec, ArgumentArena arena)
        => exec.ArgumentBlock is { IsEmpty: false } block ? new(arena, arena.Add(block)) : new(exec.Args);

    /// <summary>The bytes; empty when stored otherwise, or when there are none.</summary>
    public ReadOnlySpan<byte> Bytes => _source is ArgumentArena arena ? arena.At(_position) : default;

    /// <summary>Stores bytes where possible, because they take less memory.</summary>
    public static ArgumentEntry Of(IReadOnlyList<string>? args, ArgumentArena arena)
        => args is not null && ArgumentBytes.CanHold(args, out var bytes) ? new(arena, arena.Add(args, bytes)) : new(args);

    /// <summary>The texts, where stored as such.</summary>
    public IReadOnlyList<string>? Texts => _source as IReadOnlyList<string>;

    /// <summary>Memory of its own texts; bytes in an arena or a chunk are counted there.</summary>
    public int TextBytes => EventSize.Of(Texts);

    /// <summary>Memory while its process is not packed, wherever it is counted.</summary>
    public int Size => _source is ArgumentArena ? Bytes.Length : TextBytes;

    public int? Count => _source is ArgumentArena ? ArgumentBytes.Count(Bytes) : ToList()?.Count;

    public IReadOnlyList<string>? ToList() => ToBeginning(int.MaxValue);

    /// <summary>The first texts, the last one cut, with at most so many characters in all.</summary>
    public IReadOnlyList<string>? ToBeginning(int max) => _source switch
    {
        ArgumentArena arena => ArgumentBytes.ToBeginning(arena.At(_position), max),
        ArchiveChunk chunk => Beginning(new ChunkReader(chunk, _position).List(), max),
        _ => Beginning((IReadOnlyList<string>?)_source, max),
    };

    private static IReadOnlyList<string>? Beginning(IReadOnlyList<string>? texts, int max)
    {
        if (texts is null || max == int.MaxValue)
        {
            return texts;
        }

        var first = new List<string>();
        for (var i = 0; i < texts.Count && max > 0; i++)
        {
            first.Add(texts[i].Length > max ? texts[i][..max] : texts[i]);
            max -= texts[i].Length + 1;
        }

        return first;
    }

    /// <summary>A copy for another process, independent of this one's arena and of chunks that will be reused.</summary>
    public ArgumentEntry CopyTo(ArgumentArena arena) => _source switch
    {
        ArgumentArena => new(arena, arena.Add(Bytes)),
        ArchiveChunk => new(ToList()),
        _ => this,
    };
}
