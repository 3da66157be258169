using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>Writes arguments that are bytes, in the same format as a list of texts.</summary>
internal sealed partial class ChunkWriter
{
    private const int RecentBlocks = 4;

    private readonly ArgumentPlaces _arguments = new();

    /// <summary>The last block for each path and argument count. Bounded by the chunk, and cleared with it.</summary>
    private readonly Dictionary<(string? Path, int Count), Model> _models = [];

    /// <summary>Recently written blocks: failed attempts, the image and the children's first image have the same arguments.</summary>
    private readonly Recent[] _recentBlocks = [.. Enumerable.Range(0, RecentBlocks).Select(_ => new Recent())];

    private int _nextRecent;

    public void Arguments(in ArgumentEntry arguments, string? path = null)
    {
        var before = _length;
        if (arguments.Bytes is { IsEmpty: false } block)
        {
            Block(block, path);
        }
        else
        {
            List(arguments.ToList(), path);
        }

        var written = _length - before;
        LongArguments += written > ArgumentBytes.LongBytes ? written : 0;
        CutArguments += written > ArgumentBytes.ShortBytes ? written : 0;
    }

    private void Block(ReadOnlySpan<byte> block, string? path)
    {
        foreach (var recent in _recentBlocks)
        {
            if (block.SequenceEqual(recent.Bytes.AsSpan(0, recent.Length)))
            {
                Number(_chunk.NumberOf(recent.At) << 2);
                return;
            }
        }

        _nextRecent = (_nextRecent + 1) % RecentBlocks;
        _recentBlocks[_nextRecent].Keep(block, Here);
        var count = ArgumentBytes.Count(block);
        if (_models.TryGetValue((path, count), out var model) && TryDifference(block, count, model))
        {
            return;
        }

        if (_arguments.Store(block) is { } offset)
        {
            _models[(path, count)] = new Model(Here, offset, block.Length);
        }

        Number(((ulong)count << 2) | 1);
        for (var rest = block; !rest.IsEmpty;)
        {
            Argument(ArgumentBytes.Next(ref rest), default);
        }
    }

    /// <summary>False when the two blocks have too little in common.</summary>
    private bool TryDifference(ReadOnlySpan<byte> block, int count, in Model model)
    {
        if (count > MaxCompared)
        {
            return false;
        }

        Span<byte> masks = stackalloc byte[(count + 7) / 8];
        masks.Clear();
        var differing = 0;
        var rest = block;
        var other = _arguments.Stored(model.Offset, model.Length);
        for (var i = 0; i < count; i++)
        {
            if (!ArgumentBytes.Next(ref rest).SequenceEqual(ArgumentBytes.Next(ref other)))
            {
                masks[i / 8] |= (byte)(1 << (i % 8));
                differing++;
            }
        }

        if (differing > count / 2)
        {
            return false;
        }

        Number((_chunk.NumberOf(model.At) << 2) | (differing == 0 ? 0u : 2u));
        if (differing == 0)
        {
            return true;
        }

        Bytes(masks);
        rest = block;
        other = _arguments.Stored(model.Offset, model.Length);
        for (var i = 0; i < count; i++)
        {
            var argument = ArgumentBytes.Next(ref rest);
            var like = ArgumentBytes.Next(ref other);
            if ((masks[i / 8] & (1 << (i % 8))) != 0)
            {
                Argument(argument, like);
            }
        }

        return true;
    }

    /// <summary>As <see cref="Text"/>.</summary>
    private void Argument(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> like)
    {
        if (_arguments.TryFind(argument, out var known))
        {
            Number(_chunk.NumberOf(known.At) << 2);
            return;
        }

        var common = argument.CommonPrefixLength(like);
        if (common >= MinCommon && _arguments.TryFind(like, out var model) && model.IsWhole)
        {
            _arguments.Add(argument, new(Here, IsWhole: false));
            Number(((ulong)(argument.Length - common + 1) << 2) | 3);
            Number(_chunk.NumberOf(model.At));
            Number((ulong)common);
            Bytes(argument[common..]);
            return;
        }

        _arguments.Add(argument, new(Here, IsWhole: true));
        Number(((ulong)argument.Length << 2) | 1);
        Bytes(argument);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void ForgetArguments()
    {
        _arguments.Clear();
        _models.ClearAndShrink();
        foreach (var recent in _recentBlocks)
        {
            recent.Length = 0;
        }
    }

    /// <param name="At">Its position in the chunk.</param>
    /// <param name="Offset">The position of its copy.</param>
    /// <param name="Length">The length of the copy.</param>
    private readonly record struct Model(int At, int Offset, int Length);

    private sealed class Recent
    {
        public byte[] Bytes { get; private set; } = [];

        /// <summary>0 for none.</summary>
        public int Length { get; set; }

        public int At { get; private set; }

        public void Keep(ReadOnlySpan<byte> block, int at)
        {
            if (block.Length > Bytes.Length)
            {
                Bytes = new byte[Math.Max(block.Length, ArgumentBytes.LongBytes)];
            }

            block.CopyTo(Bytes);
            (Length, At) = (block.Length, at);
        }
    }
}
