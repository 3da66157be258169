using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>The memory of the archive and of all that is not packed, counted as it changes.</summary>
internal sealed partial class ProcessArchive
{
    /// <summary>Of what is not packed, what each counts for itself.</summary>
    private long _detailsBytes;
    private long _argumentsBytes;

    /// <summary>Each process has a context of its own.</summary>
    public bool OwnContexts { get; set; }

    /// <summary>Some process has given up arguments, to save memory or because it had too many.</summary>
    public bool HasCutArguments { get; set; }

    /// <summary>Memory of the chunks.</summary>
    public long ChunksBytes { get; private set; }

    /// <summary>Of the chunks, arguments that are worth cutting.</summary>
    public long PackedArgumentsBytes { get; private set; }

    /// <summary>Long texts of what is not packed; of arguments apart.</summary>
    public SharedTexts LongTexts { get; } = new();

    public SharedTexts LongArguments { get; } = new();

    /// <summary>Memory of what is not packed, without arguments.</summary>
    public long DetailsBytes => LongTexts.Bytes + _detailsBytes;

    /// <summary>Memory of the arguments of what is not packed.</summary>
    public long ArgumentsBytes => LongArguments.Bytes + _argumentsBytes;

    /// <summary>Memory of what is remembered for reading and writing.</summary>
    public long CachesBytes => Texts.Bytes + _pens.Sum(pen => pen?.Writer.Memory ?? 0);

    /// <summary>After a change; cheap when there was none.</summary>
    public void Count(ProcessDetail detail)
    {
        var (bytes, arguments) = (detail.Bytes, detail.ArgumentsBytes);
        _detailsBytes += bytes - detail.CountedBytes;
        _argumentsBytes += arguments - detail.CountedArguments;
        (detail.CountedBytes, detail.CountedArguments) = (bytes, arguments);
    }

    /// <summary>Whether to unpack what a chunk holds, cut and pack it anew is worth the work. Then it is open no longer.</summary>
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
