using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Events;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Writes the parts of a packed record. Numbers are seven bits a byte, the lowest first (LEB128); text is UTF-8, or its
/// place in the chunk when it stands there already. Read by <see cref="ChunkReader"/>; ArchiveTests compare them.
/// </summary>
internal sealed class ChunkWriter
{
    /// <summary>Longer lists are told whole.</summary>
    private const int MaxCompared = 1024;

    // What stands in the open chunk, and where. Bounded by the chunk, and cleared with it.
    private readonly Dictionary<string, int> _texts = [];
    private readonly Dictionary<ReferenceEntry, int> _references = new(new ByProcess());
    private readonly Dictionary<ProcessSetting, int> _contexts = [];
    private readonly Dictionary<(string? Path, int Count), (int At, string[] List)> _lists = [];
    private ProcessSetting? _lastContext;
    private int _lastContextAt;
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _base;
    private long _baseNs;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    private int Here => _base + _length;

    /// <summary>Another chunk: nothing stands in it yet.</summary>
    public void Forget()
    {
        _texts.Clear();
        _references.Clear();
        _contexts.Clear();
        _lists.Clear();
        _lastContext = null;
    }

    public void Begin(ArchiveChunk chunk)
    {
        _length = 0;
        _base = chunk.Used;
        _baseNs = chunk.BaseNs;
    }

    public void Number(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    /// <summary>Small for small amounts of either sign (zigzag).</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>0 null, 1 a signed number follows, else 2 more than the number.</summary>
    public void Optional(long? value)
    {
        if (value is >= 0 and < long.MaxValue - 1)
        {
            Number((ulong)value.Value + 2);
        }
        else if (value is { } other)
        {
            Number(1);
            Signed(other);
        }
        else
        {
            Number(0);
        }
    }

    /// <summary>The low two bits: 0 where it stands, 1 UTF-8 of a length, 2 UTF-16 of a length, 3 null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Number(3);
            return;
        }

        if (_texts.TryGetValue(text, out var at))
        {
            Number((ulong)at << 2);
            return;
        }

        _texts.Add(text, Here);
        if (IsWellFormed(text))
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            Number(((ulong)bytes << 2) | 1);
            Reserve(bytes);
            _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        }
        else
        {
            // Half a surrogate pair has no UTF-8; only a recording made by hand holds one.
            Number(((ulong)text.Length << 2) | 2);
            Reserve(text.Length * 2);
            foreach (var c in text)
            {
                _buffer[_length++] = (byte)c;
                _buffer[_length++] = (byte)(c >> 8);
            }
        }
    }

    /// <summary>
    /// The low two bits: 0 the same as the list there, 1 a list of so many texts, 2 as the list there but for some, 3 null.
    /// A build runs one program with the same arguments but two or three, so a list is told by its difference.
    /// </summary>
    public void List(IReadOnlyList<string>? list, string? path = null)
    {
        if (list is null)
        {
            Number(3);
            return;
        }

        // By span: asking an array through its interface costs more than comparing two of its texts.
        var array = list as string[] ?? [.. list];
        if (_lists.TryGetValue((path, array.Length), out var model) && TryDifference(array, model))
        {
            return;
        }

        _lists[(path, array.Length)] = (Here, array);
        Number(((ulong)array.Length << 2) | 1);
        foreach (var text in array)
        {
            Text(text);
        }
    }

    /// <summary>0 null, 1 told here, else 2 more than where it stands.</summary>
    public void Reference(in ReferenceEntry reference)
    {
        if (!reference.IsKnown)
        {
            Number(0);
            return;
        }

        if (_references.TryGetValue(reference, out var at))
        {
            Number((ulong)at + 2);
            return;
        }

        Number(1);
        _references.Add(reference, Here);
        var plain = reference.HasId && reference.Id.Pid == reference.Pid;
        Number(((ulong)(uint)reference.Pid << 2) | (plain ? 1u : 0u) | (reference.HasId ? 2u : 0u));
        if (reference.HasId && !plain)
        {
            Signed(reference.Id.Pid);
        }

        if (reference.HasId)
        {
            Signed(reference.Id.StartNs - _baseNs);
        }

        Text(reference.Comm);
    }

    /// <summary>0 told here, else 1 more than where it stands.</summary>
    public void Context(ProcessSetting context)
    {
        if (ReferenceEquals(context, _lastContext))
        {
            Number((ulong)_lastContextAt + 1);
            return;
        }

        if (_contexts.TryGetValue(context, out var at))
        {
            (_lastContext, _lastContextAt) = (context, at);
            Number((ulong)at + 1);
            return;
        }

        Number(0);
        _contexts.Add(context, Here);
        (_lastContext, _lastContextAt) = (context, Here);
        Optional(context.Uid);
        Text(context.User);
        Text(context.Cgroup);
        Text(context.Container);
        Optional(context.Session);
        Optional(context.ProcessGroup);
        Text(context.Cwd);
        Text(context.Tty);
    }

    /// <summary>The generated hash of the reference would hash its text as well, which the id nearly always tells apart.</summary>
    private sealed class ByProcess : IEqualityComparer<ReferenceEntry>
    {
        public bool Equals(ReferenceEntry x, ReferenceEntry y) => x == y;

        public int GetHashCode(ReferenceEntry reference) => reference.Pid ^ (int)(reference.Id.StartNs >> 8);
    }

    /// <summary>False when the two have too little in common.</summary>
    private bool TryDifference(string[] list, (int At, string[] List) model)
    {
        if (list.Length > MaxCompared)
        {
            return false;
        }

        Span<byte> masks = stackalloc byte[(list.Length + 7) / 8];
        masks.Clear();
        var differing = 0;
        if (!ReferenceEquals(list, model.List))
        {
            for (var i = 0; i < list.Length; i++)
            {
                if (list[i] != model.List[i])
                {
                    masks[i / 8] |= (byte)(1 << (i % 8));
                    differing++;
                }
            }
        }

        if (differing > list.Length / 2)
        {
            return false;
        }

        Number(((ulong)model.At << 2) | (differing == 0 ? 0u : 2u));
        if (differing == 0)
        {
            return true;
        }

        Reserve(masks.Length);
        masks.CopyTo(_buffer.AsSpan(_length));
        _length += masks.Length;
        for (var i = 0; i < list.Length; i++)
        {
            if ((masks[i / 8] & (1 << (i % 8))) != 0)
            {
                Text(list[i]);
            }
        }

        return true;
    }

    private static bool IsWellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
