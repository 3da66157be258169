using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Core.Processes;

/// <summary>
/// The arguments of one unpacked process's images and failed execs as consecutive bytes, without an object for each. It only
/// grows; when much of it is unused, <see cref="ProcessDetail"/> copies the rest into another arena.
/// </summary>
internal sealed class ArgumentArena
{
    /// <summary>A larger buffer is not kept for the next process.</summary>
    private const int MaxKept = 4096;

    private byte[] _bytes = [];

    public int Used { get; private set; }

    /// <summary>Memory of the arena.</summary>
    public int Bytes => _bytes.Length;

    /// <summary>Adds a block; returns its position.</summary>
    public int Add(ReadOnlySpan<byte> block)
    {
        block.CopyTo(Reserve(block.Length, out var at));
        return at;
    }

    /// <param name="texts">Each is ASCII, without a NUL.</param>
    /// <param name="bytes">The total length with one NUL each.</param>
    public int Add(IReadOnlyList<string> texts, int bytes)
    {
        var block = Reserve(bytes, out var at);
        for (var i = 0; i < texts.Count; i++)
        {
            Encoding.ASCII.GetBytes(texts[i], block);
            block[texts[i].Length] = 0;
            block = block[(texts[i].Length + 1)..];
        }

        return at;
    }

    private Span<byte> Reserve(int bytes, out int at)
    {
        at = Used;
        var end = at + sizeof(int) + bytes;
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, Math.Max(256, 2 * _bytes.Length)));
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), bytes);
        Used = end;
        return _bytes.AsSpan(at + sizeof(int), bytes);
    }

    public ReadOnlySpan<byte> At(int position)
        => _bytes.AsSpan(position + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(position)));

    public void Clear() => Used = 0;

    /// <summary>Clears it for another process, and drops a large buffer.</summary>
    public void Reset()
    {
        Clear();
        _bytes = _bytes.Length > MaxKept ? [] : _bytes;
    }
}
