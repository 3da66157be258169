using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Core.Processes;

/// <summary>
/// Counts long texts once, however many processes that are not packed hold the same object: fork copies a reference, so
/// thousands of children share one path. Short ones are counted with each holder: an entry here would cost as much.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>A text of 64 characters.</summary>
    private const int LongBytes = 160;

    /// <summary>An entry of the dictionary, and its place in the table of hashes.</summary>
    private const int EntryBytes = 28;

    private const int MinCapacity = 1024;

    /// <summary>By object. Bounded by what processes hold, for whoever forgets a text gives it back.</summary>
    private readonly Dictionary<object, int> _holders = new(ReferenceEqualityComparer.Instance);
    private long _texts;

    /// <summary>Memory of the long ones, and of the entries.</summary>
    public long Bytes => _texts + (EntryBytes * (long)_holders.Capacity);

    /// <summary>One more holds it; answers what that one counts for itself.</summary>
    /// <param name="text">A text, or a list of them.</param>
    /// <param name="bytes">Memory that it takes.</param>
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

    /// <summary>One fewer holds it; answers what that one had counted for itself.</summary>
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
