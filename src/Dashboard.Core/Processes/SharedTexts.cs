using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Core.Processes;

/// <summary>
/// Counts a long text once, however many unpacked processes hold the same object: fork copies a reference, so thousands of children
/// share one path. Short texts are counted per holder: an entry here would cost as much.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>A text of 64 characters.</summary>
    private const int LongBytes = 160;

    /// <summary>A dictionary entry, and its bucket.</summary>
    private const int EntryBytes = 28;

    private const int MinCapacity = 1024;

    /// <summary>By reference. Bounded by the texts held, because each holder releases its text.</summary>
    private readonly Dictionary<object, int> _holders = new(ReferenceEqualityComparer.Instance);
    private long _texts;

    /// <summary>Memory of the long texts and the entries.</summary>
    public long Bytes => _texts + (EntryBytes * (long)_holders.Capacity);

    /// <summary>Adds a holder; returns the memory to count for that holder.</summary>
    /// <param name="text">A text, or a list of them.</param>
    /// <param name="bytes">Its memory.</param>
    public int Hold(object? text, int bytes)
    {
        if (bytes <= LongBytes)
        {
            return bytes;
        }

        ref var holders = ref CollectionsMarshal.GetValueRefOrAddDefault(_holders, text!, out _);
        _texts += holders++ == 0 ? bytes : 0;
        return 0;
    }

    /// <summary>Removes a holder; returns the memory that was counted for it.</summary>
    public int Release(object? text, int bytes)
    {
        if (bytes <= LongBytes)
        {
            return bytes;
        }

        ref var holders = ref CollectionsMarshal.GetValueRefOrNullRef(_holders, text!);
        if (!Unsafe.IsNullRef(ref holders) && --holders == 0)
        {
            _texts -= bytes;
            _holders.Remove(text!);
            if (_holders.Capacity > Math.Max(MinCapacity, 8 * _holders.Count))
            {
                _holders.TrimExcess(2 * _holders.Count);
            }
        }

        return 0;
    }
}
