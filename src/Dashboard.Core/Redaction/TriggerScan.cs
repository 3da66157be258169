using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Dashboard.Core.Redaction;

/// <summary>
/// Whether a text has one of some literals, whatever their case. SearchValues of .NET does this for characters only, and arguments are
/// bytes. Each exec pays for it, so 32 positions are compared at a time by their first three bytes, as in Teddy of Hyperscan; what is
/// left is compared in full.
/// </summary>
internal sealed class TriggerScan
{
    private const int Prefix = 3;
    private const int Buckets = 8;

    /// <summary>Makes letters lower case and NUL a space; the literals are folded too. Other bytes may become equal, which costs a look only.</summary>
    private const byte Fold = 0x20;

    /// <summary>Stands for the arguments of a busy machine: which bytes are frequent in them.</summary>
    private const string Sample =
        "gcc -g -O2 -Wall -Wextra -DNDEBUG -D_GNU_SOURCE -Iinclude -I/usr/include -c -o build/module_1/file_2.o src/module_1/file_2.c "
        + "/usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet -imultiarch -dumpbase-ext .c -mtune=generic -march=x86-64 -fasynchronous-unwind-tables "
        + "/bin/sh -c if test -f config.status; then echo done; else exit 1; fi git rev-parse --short HEAD python3 -m pip install --quiet "
        + "/tmp/ccXy12Zs.s as --64 grep -E '^[0-9]+$' /proc/self/status sed -e s/a/b/ find . -name *.txt -exec rm {} ";

    private readonly byte[][][] _literals;
    private readonly Vector128<byte>[] _low = new Vector128<byte>[Prefix];
    private readonly Vector128<byte>[] _high = new Vector128<byte>[Prefix];
    private readonly bool _atWordStart;

    /// <param name="literals">ASCII of at least three characters.</param>
    /// <param name="atWordStart">Only where no letter or digit precedes.</param>
    public TriggerScan(IEnumerable<string> literals, bool atWordStart = false)
    {
        _atWordStart = atWordStart;
        _literals = Share([.. literals.Distinct().Order(StringComparer.Ordinal).Select(text => Encoding.ASCII.GetBytes(text).Select(b => (byte)(b | Fold)).ToArray())]);
        for (var place = 0; place < Prefix; place++)
        {
            var (low, high) = (new byte[16], new byte[16]);
            for (var bucket = 0; bucket < Buckets; bucket++)
            {
                foreach (var literal in _literals[bucket])
                {
                    low[literal[place] & 15] |= (byte)(1 << bucket);
                    high[literal[place] >> 4] |= (byte)(1 << bucket);
                }
            }

            (_low[place], _high[place]) = (Vector128.Create(low), Vector128.Create(high));
        }
    }

    /// <summary>
    /// Shares the literals among the buckets. A bucket lets through all combinations of the half bytes of its literals, so each literal
    /// goes where it adds least, the most frequent first: then fewer positions are compared in full than with buckets by alphabet.
    /// </summary>
    private static byte[][][] Share(byte[][] literals)
    {
        var frequency = new double[256];
        foreach (var b in Encoding.ASCII.GetBytes(Sample))
        {
            frequency[b | Fold] += 1.0 / Sample.Length;
        }

        var buckets = Enumerable.Range(0, Buckets).Select(_ => new List<byte[]>()).ToArray();
        foreach (var literal in literals.OrderByDescending(literal => Chance([literal], frequency)))
        {
            buckets.MinBy(bucket => Chance([.. bucket, literal], frequency) - Chance(bucket, frequency))!.Add(literal);
        }

        return [.. buckets.Select(bucket => bucket.ToArray())];
    }

    /// <summary>How many positions of the sample a bucket would let through.</summary>
    private static double Chance(List<byte[]> bucket, double[] frequency)
    {
        var chance = bucket.Count == 0 ? 0.0 : 1.0;
        for (var place = 0; place < Prefix; place++)
        {
            var (low, high, sum) = (0, 0, 1e-6);
            foreach (var literal in bucket)
            {
                low |= 1 << (literal[place] & 15);
                high |= 1 << (literal[place] >> 4);
            }

            for (var b = 0; b < frequency.Length; b++)
            {
                sum += ((low >> (b & 15)) & (high >> (b >> 4)) & 1) * frequency[b];
            }

            chance *= sum;
        }

        return chance;
    }

    public bool IsIn(ReadOnlySpan<byte> text)
    {
        var step = Avx2.IsSupported ? Vector256<byte>.Count : Vector128<byte>.Count;
        var window = step + Prefix - 1;
        if (text.Length >= window)
        {
            return Avx2.IsSupported ? IsInWide(text, text) : IsInNarrow(text, text);
        }

        if (text.Length < Prefix)
        {
            return false;
        }

        Span<byte> padded = stackalloc byte[Vector256<byte>.Count + Prefix - 1];
        padded = padded[..window];
        padded.Clear();
        text.CopyTo(padded);
        return Avx2.IsSupported ? IsInWide(padded, text) : IsInNarrow(padded, text);
    }

    /// <param name="window">The text, or the text with zeros behind it where it is short.</param>
    private bool IsInWide(ReadOnlySpan<byte> window, ReadOnlySpan<byte> text)
    {
        // In registers for the whole text.
        var (low0, low1, low2) = (Vector256.Create(_low[0], _low[0]), Vector256.Create(_low[1], _low[1]), Vector256.Create(_low[2], _low[2]));
        var (high0, high1, high2) = (Vector256.Create(_high[0], _high[0]), Vector256.Create(_high[1], _high[1]), Vector256.Create(_high[2], _high[2]));
        ref var first = ref MemoryMarshal.GetReference(window);
        var last = window.Length - Vector256<byte>.Count - Prefix + 1;
        for (var at = 0; ; at = Math.Min(at + Vector256<byte>.Count, last))
        {
            var hits = Hits(ref first, at, low0, high0) & Hits(ref first, at + 1, low1, high1) & Hits(ref first, at + 2, low2, high2);
            if (hits != Vector256<byte>.Zero && IsAny(hits, at, text))
            {
                return true;
            }

            if (at == last)
            {
                return false;
            }
        }
    }

    private bool IsInNarrow(ReadOnlySpan<byte> window, ReadOnlySpan<byte> text)
    {
        ref var first = ref MemoryMarshal.GetReference(window);
        var last = window.Length - Vector128<byte>.Count - Prefix + 1;
        for (var at = 0; ; at = Math.Min(at + Vector128<byte>.Count, last))
        {
            var hits = Hits(ref first, at, _low[0], _high[0]) & Hits(ref first, at + 1, _low[1], _high[1]) & Hits(ref first, at + 2, _low[2], _high[2]);
            if (hits != Vector128<byte>.Zero && IsAny(hits.ToVector256(), at, text))
            {
                return true;
            }

            if (at == last)
            {
                return false;
            }
        }
    }

    /// <summary>For each of 32 positions the buckets that have a literal with this byte there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Hits(ref byte text, int at, Vector256<byte> low, Vector256<byte> high)
    {
        var bytes = Vector256.LoadUnsafe(ref text, (nuint)at) | Vector256.Create(Fold);
        return Avx2.Shuffle(low, bytes & Vector256.Create((byte)15)) & Avx2.Shuffle(high, Vector256.ShiftRightLogical(bytes, 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Hits(ref byte text, int at, Vector128<byte> low, Vector128<byte> high)
    {
        var bytes = Vector128.LoadUnsafe(ref text, (nuint)at) | Vector128.Create(Fold);
        return Vector128.Shuffle(low, bytes & Vector128.Create((byte)15)) & Vector128.Shuffle(high, Vector128.ShiftRightLogical(bytes, 4));
    }

    /// <summary>Compares in full what begins like a literal.</summary>
    private bool IsAny(Vector256<byte> hits, int at, ReadOnlySpan<byte> text)
    {
        for (var places = ~Vector256.Equals(hits, Vector256<byte>.Zero).ExtractMostSignificantBits(); places != 0; places &= places - 1)
        {
            var offset = BitOperations.TrailingZeroCount(places);
            if (IsLiteral(hits.GetElement(offset), at + offset, text))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLiteral(byte buckets, int at, ReadOnlySpan<byte> text)
    {
        if (at >= text.Length || (_atWordStart && at > 0 && char.IsAsciiLetterOrDigit((char)text[at - 1])))
        {
            return false;
        }

        for (int left = buckets; left != 0; left &= left - 1)
        {
            foreach (var literal in _literals[BitOperations.TrailingZeroCount(left)])
            {
                if (StartsWith(text[at..], literal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, byte[] literal)
    {
        if (text.Length < literal.Length)
        {
            return false;
        }

        for (var i = 0; i < literal.Length; i++)
        {
            if ((text[i] | Fold) != literal[i])
            {
                return false;
            }
        }

        return true;
    }
}
