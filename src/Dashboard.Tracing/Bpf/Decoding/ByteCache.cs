using System.Numerics;
using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// What was made of some bytes, to be used again when the same bytes come again. A set-associative array like that of a
/// processor: a full set forgets its oldest, so no list is kept, and bytes chosen to collide only cost the processes
/// that chose them a new object each. The bytes themselves are compared, never the hash alone.
/// </summary>
/// <param name="sets">A power of two. Bounded: sets, times four ways, times <paramref name="maxBytes"/>.</param>
/// <param name="maxBytes">Longer ones are not kept.</param>
internal sealed class ByteCache<T>(int sets, int maxBytes)
    where T : class
{
    private const int Ways = 4;

    /// <summary>Buffers are whole multiples of this.</summary>
    private const int Spare = 32;

    // Another one in each run, so that nobody can compute what collides.
    private readonly ulong _seed = unchecked((ulong)Random.Shared.NextInt64()) | 1;
    private readonly Entry[] _entries = new Entry[sets * Ways];

    /// <summary>The object for these bytes; null when they are new, and then <see cref="Add"/> may follow.</summary>
    public T? Find(ReadOnlySpan<byte> bytes, out ulong hash)
    {
        hash = HashOf(bytes);
        if (bytes.Length > maxBytes)
        {
            return null;
        }

        foreach (ref readonly var entry in SetOf(hash))
        {
            if (entry.Hash == hash && entry.Value is { } value && bytes.SequenceEqual(entry.Bytes.AsSpan(0, entry.Length)))
            {
                return value;
            }
        }

        return null;
    }

    public void Add(ReadOnlySpan<byte> bytes, ulong hash, T value)
    {
        if (bytes.Length > maxBytes)
        {
            return;
        }

        var set = SetOf(hash);
        var buffer = set[^1].Bytes;
        set[..^1].CopyTo(set[1..]);
        // The forgotten one's buffer serves the new one where it is neither too small nor far too large.
        if (buffer is null || buffer.Length < bytes.Length || buffer.Length > 2 * bytes.Length + Spare)
        {
            buffer = new byte[(bytes.Length + Spare) & ~(Spare - 1)];
        }

        bytes.CopyTo(buffer);
        set[0] = new Entry(hash, buffer, bytes.Length, value);
    }

    private Span<Entry> SetOf(ulong hash) => _entries.AsSpan((int)(hash & (ulong)(sets - 1)) * Ways, Ways);

    private ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = _seed ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        var rest = 0UL;
        foreach (var one in bytes)
        {
            rest = (rest << 8) | one;
        }

        // The low bits choose the set, so all bits must come down to them (the end of MurmurHash3).
        hash = Mix(hash, rest);
        hash = (hash ^ (hash >> 33)) * 0xff51_afd7_ed55_8ccd;
        return hash ^ (hash >> 33);
    }

    private static ulong Mix(ulong hash, ulong word) => BitOperations.RotateLeft(hash ^ word, 23) * 0x9e37_79b9_7f4a_7c15;

    private readonly record struct Entry(ulong Hash, byte[] Bytes, int Length, T? Value);
}
