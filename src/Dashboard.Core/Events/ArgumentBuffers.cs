using System.Numerics;

namespace Dashboard.Core.Events;

/// <summary>Pooled buffers for event arguments, one shelf per power of two, so that a buffer is at least half used.</summary>
internal sealed class ArgumentBuffers
{
    private const int SmallestLog = 5;

    /// <summary>Upper bound for all shelves together: what one batch returns before the next one takes.</summary>
    private const int MaxSpareBytes = 2 << 20;

    private readonly Stack<byte[]>[] _shelves =
        [.. Enumerable.Range(0, ShelfOf(ArgumentBytes.MaxBytes) + 1).Select(_ => new Stack<byte[]>())];

    /// <summary>Memory of the spare buffers.</summary>
    public int Bytes { get; private set; }

    /// <summary>A buffer of at least this length, at most <see cref="ArgumentBytes.MaxBytes"/>.</summary>
    public byte[] Take(int bytes)
    {
        var shelf = ShelfOf(bytes);
        if (!_shelves[shelf].TryPop(out var buffer))
        {
            return new byte[1 << (shelf + SmallestLog)];
        }

        Bytes -= EventSize.Of(buffer);
        return buffer;
    }

    public void Put(byte[] buffer)
    {
        if (Bytes < MaxSpareBytes)
        {
            Bytes += EventSize.Of(buffer);
            _shelves[ShelfOf(buffer.Length)].Push(buffer);
        }
    }

    public void Clear()
    {
        Array.ForEach(_shelves, shelf => shelf.Clear());
        Bytes = 0;
    }

    private static int ShelfOf(int bytes) => Math.Max(0, BitOperations.Log2((uint)bytes - 1) + 1 - SmallestLog);
}
