using Dashboard.Core.Processes.Archive;

namespace Dashboard.Core.Processes;

/// <summary>Arguments: as they were told, or where they stand in the archive, to be read when somebody asks.</summary>
internal readonly struct ArgumentEntry
{
    private readonly object? _source;
    private readonly int _position;

    public ArgumentEntry(IReadOnlyList<string>? args) => _source = args;

    public ArgumentEntry(ArchiveChunk chunk, int position) => (_source, _position) = (chunk, position);

    public IReadOnlyList<string>? ToList()
        => _source is ArchiveChunk chunk ? new ChunkReader(chunk, _position).List() : (IReadOnlyList<string>?)_source;
}
