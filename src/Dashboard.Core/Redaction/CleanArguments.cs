namespace Dashboard.Core.Redaction;

/// <summary>
/// Arguments that were examined and have no secret, by their keyed hash: the bytes of an argument are in no cache. Bounded: a full set
/// replaces its oldest entry. Two arguments of one hash, one in 2^64, would share a verdict.
/// </summary>
/// <param name="sets">A power of two.</param>
internal sealed class CleanArguments(int sets)
{
    private const int Ways = 4;

    private readonly SipHash _hash = SipHash.NewKey();
    private readonly ulong[] _entries = new ulong[sets * Ways];

    public bool Contains(ReadOnlySpan<byte> argument, out ulong hash)
    {
        // 0 is an empty entry.
        hash = _hash.Of(argument) | 1;
        return SetOf(hash).Contains(hash);
    }

    public void Add(ulong hash)
    {
        var set = SetOf(hash);
        set[..^1].CopyTo(set[1..]);
        set[0] = hash;
    }

    private Span<ulong> SetOf(ulong hash) => _entries.AsSpan((int)((hash >> 32) & (ulong)(sets - 1)) * Ways, Ways);
}
