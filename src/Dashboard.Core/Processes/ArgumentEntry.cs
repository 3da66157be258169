using Dashboard.Core.Events;
using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>
/// Arguments: as they were told, or as bytes in the arena of their process, or where they stand in the archive; texts of
/// them are made when somebody asks.
/// </summary>
internal readonly struct ArgumentEntry
{
    private readonly object? _source;
    private readonly int _position;

    public ArgumentEntry(IReadOnlyList<string>? args) => _source = args;

    public ArgumentEntry(ArchiveChunk chunk, int position) => (_source, _position) = (chunk, position);

    private ArgumentEntry(ArgumentArena arena, int position) => (_source, _position) = (arena, position);

    /// <summary>Of an event, whose bytes are not its own for long.</summary>
    public static ArgumentEntry Of(ExecExitEvent exec, ArgumentArena arena)
        => exec.ArgumentBlock is { IsEmpty: false } block ? new(arena, arena.Add(block)) : new(exec.Args);

    /// <summary>As bytes; nothing where they are kept otherwise, or there are none.</summary>
    public ReadOnlySpan<byte> Bytes => _source is ArgumentArena arena ? arena.At(_position) : default;

    /// <summary>Bytes where that can be, for they take less.</summary>
    public static ArgumentEntry Of(IReadOnlyList<string>? args, ArgumentArena arena)
        => args is not null && ArgumentBytes.CanHold(args, out var bytes) ? new(arena, arena.Add(args, bytes)) : new(args);

    /// <summary>The texts, where they are kept as such.</summary>
    public IReadOnlyList<string>? Texts => _source as IReadOnlyList<string>;

    /// <summary>Memory of texts of its own; nothing of bytes in an arena or a chunk, which are counted there.</summary>
    public int TextBytes => EventSize.Of(Texts);

    /// <summary>Memory that it takes, wherever that is counted, while its process is not packed.</summary>
    public int Size => _source is ArgumentArena ? Bytes.Length : TextBytes;

    public int? Count => _source is ArgumentArena ? ArgumentBytes.Count(Bytes) : ToList()?.Count;

    public IReadOnlyList<string>? ToList() => _source switch
    {
        ArgumentArena arena => ArgumentBytes.ToTexts(arena.At(_position)),
        ArchiveChunk chunk => new ChunkReader(chunk, _position).List(),
        _ => (IReadOnlyList<string>?)_source,
    };

    /// <summary>The same for another process: nothing of this one's arena, nor of a chunk that will be used again.</summary>
    public ArgumentEntry CopyTo(ArgumentArena arena) => _source switch
    {
        ArgumentArena => new(arena, arena.Add(Bytes)),
        ArchiveChunk => new(ToList()),
        _ => this,
    };
}
