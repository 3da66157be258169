using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Events;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf;

/// <summary>Texts out of records. The same few comms come again and again, so they are kept.</summary>
internal sealed class KernelStrings
{
    /// <summary>Bounded: a program that renames itself without end only empties the cache.</summary>
    private const int MaxComms = 8192;

    private readonly Dictionary<UInt128, string> _comms = [];

    public string Comm(in CommBytes comm)
    {
        // Sixteen bytes are one key. Behind the NUL there may be the rest of an older name.
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<CommBytes, byte>(ref Unsafe.AsRef(in comm)), 16);
        var end = bytes.IndexOf((byte)0);
        var text = end < 0 ? bytes : bytes[..end];
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        text.CopyTo(padded);
        var key = MemoryMarshal.Read<UInt128>(padded);
        if (!_comms.TryGetValue(key, out var found))
        {
            if (_comms.Count >= MaxComms)
            {
                _comms.Clear();
            }

            found = KernelText.Decode(text);
            _comms.Add(key, found);
        }

        return found;
    }

    /// <summary>The names of a directory and of those above it, innermost first, each with its NUL; none is the root.</summary>
    public static string Directory(ReadOnlySpan<byte> names) => "/" + string.Join('/', Args(names).Reverse());

    /// <summary>Arguments lie one behind the other, each with its NUL; the last of a cut block has none.</summary>
    public static IReadOnlyList<string> Args(ReadOnlySpan<byte> block)
    {
        var args = new List<string>();
        while (!block.IsEmpty)
        {
            var end = block.IndexOf((byte)0);
            if (end < 0)
            {
                args.Add(KernelText.Decode(block));
                break;
            }

            args.Add(KernelText.Decode(block[..end]));
            block = block[(end + 1)..];
        }

        return args;
    }
}
