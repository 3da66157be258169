using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>
/// Writes the parts of a packed record. Numbers have seven bits per byte, the lowest first (LEB128); text is UTF-8, or the position of
/// an equal text in the chunk (<see cref="ArchiveChunk.NumberOf"/>). Read by <see cref="ChunkReader"/>; ArchiveTests compare both.
/// </summary>
internal sealed partial class ChunkWriter
{
    private const int MinBuffer = 4096;

    /// <summary>A larger buffer, needed for one process, is not kept for the next chunk.</summary>
    private const int MaxBuffer = 256 << 10;

    /// <summary>Referring to another text and the shared length takes four bytes.</summary>
    private const int MinCommon = 6;

    // The contents of the open chunk by position. Bounded by the chunk, and cleared with it.
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

    /// <summary>Counts since <see cref="Begin"/>, as defined in <see cref="ArchiveChunk"/>.</summary>
    public int LongArguments { get; private set; }

    public int CutArguments { get; private set; }

    /// <summary>Memory used, including an estimate for its references to the open chunk: about the size of the chunk's contents.</summary>
    public long Memory => _buffer.Length + (_chunk is null ? 0 : 4L * _chunk.Used) + _arguments.Bytes;

    private int Here => _base + _length;

    /// <summary>Starts with another chunk, which is empty.</summary>
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

    /// <summary>Short for small values of either sign (zigzag).</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>0 is null, 1 a signed number follows, else the number plus 2.</summary>
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
    /// The low two bits: 0 a position, 1 the length of UTF-8, 2 the length of UTF-16, 3 null or, with a length, a text with the same
    /// beginning as another: its position, the shared length, and the rest.
    /// </summary>
    /// <param name="text">What to write.</param>
    /// <param name="like">A text in the chunk that may have the same beginning, as file names of a build do.</param>
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
            // An unpaired surrogate has no UTF-8; only a hand-made recording contains one.
            Number(((ulong)text.Length << 2) | 2);
            Reserve(text.Length * 2);
            foreach (var c in text)
            {
                _buffer[_length++] = (byte)c;
                _buffer[_length++] = (byte)(c >> 8);
            }
        }
    }

    /// <summary>0 is null, 1 it follows here, else its position plus 2.</summary>
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

    /// <summary>0 it follows here, else its position plus 1.</summary>
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

    /// <summary>The generated hash would include the text, although the id alone is nearly always unique.</summary>
    private sealed class ByProcess : IEqualityComparer<ProcessReference>
    {
        public bool Equals(ProcessReference x, ProcessReference y) => x == y;

        public int GetHashCode(ProcessReference reference) => reference.Pid ^ (int)(reference.Id.GetValueOrDefault().StartNs >> 8);
    }

    /// <summary>The same for a context: usually its numbers differ, and it has many texts.</summary>
    private sealed class ByNumbers : IEqualityComparer<ProcessSetting>
    {
        public bool Equals(ProcessSetting? x, ProcessSetting? y) => x == y;

        public int GetHashCode(ProcessSetting setting) => HashCode.Combine(setting.Uid, setting.Session, setting.ProcessGroup);
    }

    /// <summary>False when the beginnings differ, or the text is not ASCII, where one character is one byte.</summary>
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
