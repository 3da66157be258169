using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Core.Model;
using Dashboard.Core.Redaction;
using Dashboard.Tracing.Bpf.Records;

namespace Dashboard.Tracing.Bpf.Decoding;

/// <summary>
/// Strings from records. The same names, paths and arguments occur again and again, so equal bytes share one object:
/// nothing is allocated for a cached string, and a build's thousand compilers share their arguments.
/// </summary>
/// <param name="redactor">Takes secrets out of paths and names; null for none.</param>
internal sealed class KernelStrings(Redactor? redactor = null)
{
    /// <summary>Bound: 4,096 texts of at most 512 bytes.</summary>
    private readonly ByteCache<string> _texts = new(sets: 1024, maxBytes: 512);

    /// <summary>Bound: 512 blocks of at most 2 KiB. Only for blocks that do not stay bytes, see <see cref="ArgumentBytes"/>.</summary>
    private readonly ByteCache<string[]> _blocks = new(sets: 128, maxBytes: 2048);

    /// <summary>Bound: 1,024 directories.</summary>
    private readonly ByteCache<string> _directories = new(sets: 256, maxBytes: 512);

    /// <summary>Process names, in a cache of their own because they are few and each record has one.</summary>
    private readonly ByteCache<string> _comms = new(sets: 1024, maxBytes: 16);

    public string Comm(in CommBytes comm) => Find(_comms, BytesOf(comm));

    /// <summary>Decodes a name without the cache, for rare names.</summary>
    public static string Name(in CommBytes comm) => KernelText.Decode(BytesOf(comm));

    /// <summary>A path, or one argument.</summary>
    public string Text(ReadOnlySpan<byte> bytes) => Find(_texts, bytes);

    /// <summary>The path of a directory from its name and those of its parents, innermost first, each with a NUL; empty for the root.</summary>
    public string Directory(ReadOnlySpan<byte> names)
    {
        if (_directories.Find(names, out var hash) is { } found)
        {
            return found;
        }

        var path = PathOf(names);
        _directories.Add(names, hash, path);
        return path;
    }

    /// <param name="names">As in <see cref="Directory"/>.</param>
    public static string PathOf(ReadOnlySpan<byte> names) => "/" + string.Join('/', Split(names).Reverse());

    /// <summary>The block holds the arguments one after the other, each with a NUL; the last of a cut block has none.</summary>
    public IReadOnlyList<string> Args(ReadOnlySpan<byte> block)
    {
        if (_blocks.Find(block, out var hash) is { } found)
        {
            return found;
        }

        var args = Split(block, this);
        _blocks.Add(block, hash, args);
        return args;
    }

    /// <param name="block">As in <see cref="Args"/>.</param>
    /// <param name="known">Caches the strings; null for a single use.</param>
    public static string[] Split(ReadOnlySpan<byte> block, KernelStrings? known = null)
    {
        var args = new string[block.Count((byte)0) + (block.IsEmpty || block[^1] == 0 ? 0 : 1)];
        for (var i = 0; i < args.Length; i++)
        {
            var end = block.IndexOf((byte)0);
            var arg = end < 0 ? block : block[..end];
            // Redacted before, as one command.
            args[i] = known is null ? KernelText.Decode(arg) : known.Find(known._texts, arg, redacts: false);
            block = end < 0 ? default : block[(end + 1)..];
        }

        return args;
    }

    private static ReadOnlySpan<byte> BytesOf(in CommBytes comm)
    {
        // After the NUL there may be the rest of an older name.
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<CommBytes, byte>(ref Unsafe.AsRef(in comm)), 16);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    private string Find(ByteCache<string> cache, ReadOnlySpan<byte> bytes, bool redacts = true)
    {
        if (cache.Find(bytes, out var hash) is { } found)
        {
            return found;
        }

        if (redacts && redactor is not null && redactor.TryRedact(bytes, isCut: false, out var redacted, out _))
        {
            // Not cached: the key of an entry is what was redacted.
            return KernelText.Decode(redacted);
        }

        var text = KernelText.Decode(bytes);
        cache.Add(bytes, hash, text);
        return text;
    }
}
