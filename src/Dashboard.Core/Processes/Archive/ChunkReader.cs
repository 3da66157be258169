using System.Text;
using Dashboard.Core.Model;

namespace Dashboard.Core.Processes.Archive;

/// <summary>Reads what <see cref="ChunkWriter"/> wrote, from a position in a chunk.</summary>
internal ref struct ChunkReader(ArchiveChunk chunk, int position)
{
    private readonly ArchiveChunk _chunk = chunk;
    private readonly byte[] _bytes = chunk.Bytes;

    public int Position { get; private set; } = position;

    public ulong Number()
    {
        ulong value = _bytes[Position++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            var next = _bytes[Position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long? Optional() => Number() switch
    {
        0 => null,
        1 => Signed(),
        var more => (long)(more - 2),
    };

    public string? Text()
    {
        var start = Position;
        var head = Number();
        var (kind, value) = (head & 3, (int)(head >> 2));
        if (kind == 0)
        {
            return At(head >> 2).Text();
        }

        if (kind == 3)
        {
            return value == 0 ? null : Beginning(start, value - 1);
        }

        var from = Position;
        Position += kind == 1 ? value : 2 * value;
        var cache = _chunk.Archive.Texts;
        if (!cache.TryGet<string>(_chunk, start, out var text))
        {
            text = kind == 1 ? Encoding.UTF8.GetString(_bytes, from, value) : Encoding.Unicode.GetString(_bytes, from, 2 * value);
            cache.Put(_chunk, start, text);
        }

        return text;
    }

    public void SkipText()
    {
        var head = Number();
        var value = (int)(head >> 2);
        switch (head & 3)
        {
            case 1:
                Position += value;
                break;
            case 2:
                Position += 2 * value;
                break;
            case 3 when value > 0:
                Number();
                Number();
                Position += value - 1;
                break;
        }
    }

    public string[]? List()
    {
        var start = Position;
        var head = Number();
        var (kind, value) = (head & 3, (int)(head >> 2));
        return kind switch
        {
            0 => At(head >> 2).List(),
            1 => Plain(start, value),
            2 => Changed(head >> 2),
            _ => null,
        };
    }

    /// <summary>Skips a list; returns its number of texts, null for a null list.</summary>
    public int? SkipList()
    {
        var head = Number();
        var (kind, value) = (head & 3, (int)(head >> 2));
        if (kind == 3)
        {
            return null;
        }

        var length = kind == 1 ? value : At(head >> 2).Length();
        var stored = kind == 1 ? length : 0;
        for (var i = kind == 2 ? length : 0; i > 0; i -= 8)
        {
            stored += int.PopCount(_bytes[Position++]);
        }

        for (; stored > 0; stored--)
        {
            SkipText();
        }

        return length;
    }

    public ProcessReference? Reference()
    {
        var head = Number();
        if (head != 1)
        {
            return head == 0 ? null : At(head - 2).ReferenceHere();
        }

        return ReferenceHere();
    }

    /// <summary>Reads only the id of a reference, where it has one; the fields after it cannot be read then.</summary>
    public ProcessId? ReferenceId() => Number() switch
    {
        0 => null,
        1 => ReferenceIdHere(out _),
        var head => At(head - 2).ReferenceIdHere(out _),
    };

    public ProcessSetting Context()
    {
        var head = Number();
        return head == 0 ? ContextHere() : At(head - 1).ContextHere();
    }

    private ProcessReference ReferenceHere()
    {
        var id = ReferenceIdHere(out var pid);
        return new ProcessReference(id, pid, Text());
    }

    private ProcessId? ReferenceIdHere(out int pid)
    {
        var head = Number();
        pid = (int)(uint)(head >> 2);
        if ((head & 2) == 0)
        {
            return null;
        }

        var idPid = (head & 1) == 0 ? (int)Signed() : pid;
        return new ProcessId(idPid, Signed() + _chunk.BaseNs);
    }

    // Initializers run in source order, which is the byte order.
    private ProcessSetting ContextHere() => new()
    {
        Uid = (uint?)Optional(),
        Gid = (uint?)Optional(),
        LoginUid = (uint?)Optional(),
        User = Text(),
        Cgroup = Text(),
        Container = Text(),
        Session = (int?)Optional(),
        ProcessGroup = (int?)Optional(),
        Cwd = Text(),
        Tty = Text(),
    };

    /// <summary>A text with the same beginning as another one, which is stored in full.</summary>
    private string Beginning(int start, int rest)
    {
        var (model, common, from) = (Number(), (int)Number(), Position);
        Position += rest;
        var cache = _chunk.Archive.Texts;
        if (!cache.TryGet<string>(_chunk, start, out var text))
        {
            text = string.Concat(
                At(model).Text().AsSpan(0, common), Encoding.ASCII.GetString(_bytes, from, rest));
            cache.Put(_chunk, start, text);
        }

        return text!;
    }

    /// <summary>The length of the list here, which may itself refer to another one.</summary>
    private int Length()
    {
        var head = Number();
        return (head & 3) == 1 ? (int)(head >> 2) : At(head >> 2).Length();
    }

    private readonly ChunkReader At(ulong number) => new(_chunk, _chunk.PlaceOf(number));

    private string[] Plain(int start, int count)
    {
        var cache = _chunk.Archive.Texts;
        if (cache.TryGet<string[]>(_chunk, start, out var known))
        {
            for (var i = 0; i < count; i++)
            {
                SkipText();
            }

            return known!;
        }

        var list = new string[count];
        for (var i = 0; i < count; i++)
        {
            list[i] = Text()!;
        }

        cache.Put(_chunk, start, list);
        return list;
    }

    private string[] Changed(ulong model)
    {
        var list = (string[])At(model).List()!.Clone();
        var masks = Position;
        Position += (list.Length + 7) / 8;
        for (var i = 0; i < list.Length; i++)
        {
            if ((_bytes[masks + i / 8] & (1 << (i % 8))) != 0)
            {
                list[i] = Text()!;
            }
        }

        return list;
    }
}
