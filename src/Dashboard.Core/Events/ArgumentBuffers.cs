using System.Numerics;

namespace Dashboard.Core.Events;

/// <summary>Buffers for the arguments of events, used again: a shelf for each power of two, so that none is half empty.</summary>
internal sealed class ArgumentBuffers
{
    private const int SmallestLog = 5;

    /// <summary>Bound of each shelf: what a batch gives back before the next one takes.</summary>
    private const int MaxSpare = 2048;

    private readonly Stack<byte[]>[] _shelves =
        [.. Enumerable.Range(0, ShelfOf(ArgumentBytes.MaxBytes) + 1).Select(_ => new Stack<byte[]>())];

    /// <summary>At least so long, and at most <see cref="ArgumentBytes.MaxBytes"/>.</summary>
    public byte[] Take(int bytes)
    {
        var shelf = ShelfOf(bytes);
        return _shelves[shelf].TryPop(out var buffer) ? buffer : new byte[1 << (shelf + SmallestLog)];
    }

    public void Put(byte[] buffer)
    {
        var shelf = _shelves[ShelfOf(buffer.Length)];
        if (shelf.Count < MaxSpare)
        {
            shelf.Push(buffer);
        }
    }

    private static int ShelfOf(int bytes) => Math.Max(0, BitOperations.Log2((uint)bytes - 1) + 1 - SmallestLog);
}
