using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>Memory of the archive and of all unpacked details, updated on each change.</summary>
internal sealed partial class ProcessArchive
{
    /// <summary>Memory that unpacked details do not share.</summary>
    private long _detailsBytes;
    private long _argumentsBytes;

    /// <summary>Contexts are not shared between processes.</summary>
    public bool OwnContexts { get; set; }

    /// <summary>At least one process has lost arguments, to save memory or because it had too many.</summary>
    public bool HasCutArguments { get; set; }

    /// <summary>Memory of the chunks.</summary>
    public long ChunksBytes { get; private set; }

    /// <summary>The part of it that is arguments worth cutting.</summary>
    public long PackedArgumentsBytes { get; private set; }

    /// <summary>Long texts of unpacked details, except arguments.</summary>
    public SharedTexts LongTexts { get; } = new();

    public SharedTexts LongArguments { get; } = new();

    /// <summary>Memory of unpacked details without arguments.</summary>
    public long DetailsBytes => LongTexts.Bytes + _detailsBytes;

    /// <summary>Memory of the arguments of unpacked details.</summary>
    public long ArgumentsBytes => LongArguments.Bytes + _argumentsBytes;

    /// <summary>Memory of the caches for reading and writing.</summary>
    public long CachesBytes
    {
        get
        {
            // A loop, because Sum allocates and this is read after each batch.
            var bytes = Texts.Bytes;
            foreach (var pen in _pens)
            {
                bytes += pen?.Writer.Memory ?? 0;
            }

            return bytes;
        }
    }

    /// <summary>Called after a change; cheap when nothing changed.</summary>
    public void Count(ProcessDetail detail)
    {
        var (bytes, arguments) = (detail.Bytes, detail.ArgumentsBytes);
        _detailsBytes += bytes - detail.CountedBytes;
        _argumentsBytes += arguments - detail.CountedArguments;
        (detail.CountedBytes, detail.CountedArguments) = (bytes, arguments);
    }

    /// <summary>True when unpacking, cutting and repacking the chunk's records frees enough. The chunk is closed then.</summary>
    public static bool IsWorthCutting(ArchiveChunk chunk, int longerThan)
    {
        var isWorth = (longerThan >= ArgumentBytes.LongBytes ? chunk.LongArguments : chunk.CutArguments) > chunk.Bytes.Length / 4;
        chunk.IsOpen &= !isWorth;
        return isWorth;
    }

    private void Discount(ProcessDetail detail)
    {
        _detailsBytes -= detail.CountedBytes;
        _argumentsBytes -= detail.CountedArguments;
    }

    private ProcessDetail NewDetail()
    {
        var detail = new ProcessDetail(this);
        Count(detail);
        return detail;
    }

    private ArchiveChunk NewChunk(int bytes)
    {
        ChunksBytes += bytes;
        return new ArchiveChunk(this, bytes);
    }
}
