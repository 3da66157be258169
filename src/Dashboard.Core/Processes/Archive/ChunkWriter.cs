using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Writes the parts of a packed record. Numbers are seven bits a byte, the lowest first (LEB128); text is UTF-8, or its
/// place in the chunk when it stands there already (<see cref="ArchiveChunk.NumberOf"/>). Read by <see cref="ChunkReader"/>; ArchiveTests compare them.
/// </summary>
internal sealed partial class ChunkWriter
{
    private const int MinBuffer = 4096;

    /// <summary>A larger buffer, which one process has needed, is not kept for the next chunk.</summary>
    private const int MaxBuffer = 256 << 10;

    /// <summary>To name another text and how much of it counts takes four bytes.</summary>
    private const int MinCommon = 6;

    // What stands in the open chunk, and where. Bounded by the chunk, and cleared with it.
    private readonly ChunkTexts _texts = new();
    private readonly Dictionary<ProcessReference, int> _references = new(new ByProcess());
    private readonly Dictionary<ProcessSetting, int> _contexts = new(new ByNumbers());
    private ProcessSetting? _lastContext;
    private int _lastContextAt;
    private byte[] _buffer = new byte[MinBuffer];
    private int _length;
    private ArchiveChunk _chunk = null!;
    private int _base;
    private long _baseNs;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Of what was written since <see cref="Begin"/>, as <see cref="ArchiveChunk"/> counts them.</summary>
    public int LongArguments { get; private set; }

    public int CutArguments { get; private set; }

    /// <summary>Memory that it takes: what it remembers of the open chunk is about as much as stands there.</summary>
    public long Memory => _buffer.Length + (_chunk is null ? 0 : 4L * _chunk.Used) + _arguments.Bytes;

    private int Here => _base + _length;

    /// <summary>Another chunk: nothing stands in it yet.</summary>
    public void Forget()
    {
        _texts.Clear();
        _references.ClearAndShrink();
        _contexts.ClearAndShrink();
        ForgetLists();
        ForgetArguments();
        _lastContext = null;
        _buffer = _buffer.Length > MaxBuffer ? new byte[MinBuffer] : _buffer;
    }

    public void Begin(ArchiveChunk chunk)
    {
        (_length, LongArguments, CutArguments) = (0, 0, 0);
        _chunk = chunk;
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

    /// <summary>
    /// The low two bits: 0 where it stands, 1 UTF-8 of a length, 2 UTF-16 of a length, 3 null or, with a length, a text
    /// that begins as the one there: its place, how much of it, and the rest.
    /// </summary>
    /// <param name="text">What to write.</param>
    /// <param name="like">A text that stands in the chunk and may begin alike: file names of a build do.</param>
    public void Text(string? text, string? like = null)
    {
        if (text is null)
        {
            Number(3);
            return;
        }

        if (_texts.TryFind(text, out var known))
        {
            Number(_chunk.NumberOf(known.At) << 2);
            return;
        }

        if (like is not null && TryBeginning(text, like))
        {
            return;
        }

        _texts.Add(text, new(Here, IsWhole: true));
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

    /// <summary>0 null, 1 told here, else 2 more than where it stands.</summary>
    public void Reference(in ProcessReference? given)
    {
        if (given is not { } reference)
        {
            Number(0);
            return;
        }

        if (_references.TryGetValue(reference, out var at))
        {
            Number(_chunk.NumberOf(at) + 2);
            return;
        }

        Number(1);
        _references.Add(reference, Here);
        var plain = reference.Id?.Pid == reference.Pid;
        Number(((ulong)(uint)reference.Pid << 2) | (plain ? 1u : 0u) | (reference.Id is not null ? 2u : 0u));
        if (reference.Id is { } id)
        {
            if (!plain)
            {
                Signed(id.Pid);
            }

            Signed(id.StartNs - _baseNs);
        }

        Text(reference.Comm);
    }

    /// <summary>0 told here, else 1 more than where it stands.</summary>
    public void Context(ProcessSetting context)
    {
        if (ReferenceEquals(context, _lastContext))
        {
            Number(_chunk.NumberOf(_lastContextAt) + 1);
            return;
        }

        if (_contexts.TryGetValue(context, out var at))
        {
            (_lastContext, _lastContextAt) = (context, at);
            Number(_chunk.NumberOf(at) + 1);
            return;
        }

        Number(0);
        _contexts.Add(context, Here);
        (_lastContext, _lastContextAt) = (context, Here);
        Optional(context.Uid);
        Optional(context.Gid);
        Optional(context.LoginUid);
        Text(context.User);
        Text(context.Cgroup);
        Text(context.Container);
        Optional(context.Session);
        Optional(context.ProcessGroup);
        Text(context.Cwd);
        Text(context.Tty);
    }

    /// <summary>The generated hash of the reference would hash its text as well, which the id nearly always tells apart.</summary>
    private sealed class ByProcess : IEqualityComparer<ProcessReference>
    {
        public bool Equals(ProcessReference x, ProcessReference y) => x == y;

        public int GetHashCode(ProcessReference reference) => reference.Pid ^ (int)(reference.Id.GetValueOrDefault().StartNs >> 8);
    }

    /// <summary>The same for a context: mostly its numbers differ, and its texts are many.</summary>
    private sealed class ByNumbers : IEqualityComparer<ProcessSetting>
    {
        public bool Equals(ProcessSetting? x, ProcessSetting? y) => x == y;

        public int GetHashCode(ProcessSetting setting) => HashCode.Combine(setting.Uid, setting.Session, setting.ProcessGroup);
    }

    /// <summary>False when it does not begin like the other, or is not of ASCII alone: then a character is a byte.</summary>
    private bool TryBeginning(string text, string like)
    {
        var common = text.AsSpan().CommonPrefixLength(like);
        if (common < MinCommon || !_texts.TryFind(like, out var model) || !model.IsWhole || !Ascii.IsValid(text))
        {
            return false;
        }

        _texts.Add(text, new(Here, IsWhole: false));
        var rest = text.AsSpan(common);
        Number(((ulong)(rest.Length + 1) << 2) | 3);
        Number(_chunk.NumberOf(model.At));
        Number((ulong)common);
        Reserve(rest.Length);
        _length += Encoding.UTF8.GetBytes(rest, _buffer.AsSpan(_length));
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
