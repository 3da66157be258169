using System.Text;

namespace Dashboard.Core.Redaction;

/// <summary>
/// Takes secrets out of arguments, as bytes and before anything else sees them. Used by one thread at a time. What it examined is
/// cleared before it returns; of an argument it remembers a keyed hash only.
/// </summary>
public sealed class Redactor
{
    /// <summary>4 ways each: 8,192 hashes of clean arguments, 64 KiB.</summary>
    private const int CacheSets = 2048;

    /// <summary>A larger buffer is not kept.</summary>
    private const int MaxKept = 256 << 10;

    /// <summary>Lists of rules that events share. Bounded; more combinations make lists of their own.</summary>
    private const int MaxCombinations = 256;

    private readonly RedactionRules _rules;
    private readonly TriggerScan _triggers;
    private readonly TriggerScan _programs;
    private readonly ArgumentScan _arguments;
    private readonly CommandScan _commands;
    private readonly CleanArguments? _clean;
    private readonly List<SecretSpan> _found = [];
    private readonly List<Range> _words = [];
    private readonly Dictionary<string, string[]> _combinations = [];
    private char[] _text = new char[4096];
    private byte[] _output = [];

    /// <param name="remembers">False for a few texts, which need no memory of others.</param>
    public Redactor(RedactionRules rules, bool remembers = true)
    {
        _rules = rules;
        _triggers = rules.Triggers;
        _programs = rules.Programs;
        _arguments = new ArgumentScan(rules);
        _commands = new CommandScan(rules);
        _clean = remembers ? new CleanArguments(CacheSets) : null;
    }

    public RedactionRules Rules => _rules;

    /// <summary>A redactor for these rules; null when they redact nothing.</summary>
    public static Redactor? For(RedactionRules rules, bool remembers = true) => rules.Level == RedactionLevel.Off ? null : new Redactor(rules, remembers);

    /// <summary>False when there is no secret; else the arguments without their secrets.</summary>
    /// <param name="block">Arguments in the kernel's layout, each with its NUL; of a cut block the last has none.</param>
    /// <param name="isCut">Arguments, or the end of the last one, are missing.</param>
    /// <param name="redacted">Valid until the next call.</param>
    /// <param name="rules">The rules that found secrets, each once.</param>
    public bool TryRedact(ReadOnlySpan<byte> block, bool isCut, out ReadOnlySpan<byte> redacted, out IReadOnlyList<string> rules)
    {
        redacted = default;
        rules = [];
        var isTriggered = _triggers.IsIn(block);
        var kind = isTriggered ? CommandKind.None : CommandPrograms.KindOf(block);
        if (!isTriggered && (kind & CommandKind.HasOptions) == 0 && ((kind & CommandKind.Runs) == 0 || !_programs.IsIn(block)))
        {
            return false;
        }

        // The last argument may be cut even where it has a NUL.
        try
        {
            Examine(block, isTriggered, isCut);
            if (_found.Count == 0)
            {
                return false;
            }

            Settle();
            redacted = Write(block.Length);
            rules = Names();
            return true;
        }
        finally
        {
            _text.AsSpan(0, Math.Min(_text.Length, block.Length + SecretShapes.FillerLength)).Clear();
            _text = _text.Length > MaxKept ? new char[4096] : _text;
            _found.Clear();
            _words.Clear();
        }
    }

    /// <summary>One text by itself, a path or a name; the same object when it has no secret.</summary>
    public string Redact(string text)
    {
        const int Short = 256;
        Span<byte> bytes = text.Length <= Short ? stackalloc byte[3 * Short] : new byte[Encoding.UTF8.GetByteCount(text)];
        bytes = bytes[..Encoding.UTF8.GetBytes(text, bytes)];
        if (!_triggers.IsIn(bytes))
        {
            return text;
        }

        bytes.Replace((byte)0, (byte)1);
        return TryRedact(bytes, isCut: false, out var redacted, out _) ? Encoding.UTF8.GetString(redacted) : text;
    }

    /// <summary>As <see cref="TryRedact"/> for arguments that are texts; the same object when there is no secret.</summary>
    public IReadOnlyList<string> Redact(IReadOnlyList<string> arguments, bool isCut, out IReadOnlyList<string> rules)
    {
        rules = [];
        var length = 0;
        for (var i = 0; i < arguments.Count; i++)
        {
            length += Encoding.UTF8.GetByteCount(arguments[i]) + 1;
        }

        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = 0;
            for (var i = 0; i < arguments.Count; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(arguments[i], rented.AsSpan(at));
                // A recording may hold any text; a NUL would end the argument.
                rented.AsSpan(at, bytes).Replace((byte)0, (byte)1);
                rented[at + bytes] = 0;
                at += bytes + 1;
            }

            return TryRedact(rented.AsSpan(0, at), isCut, out var redacted, out rules) ? Texts(arguments, redacted) : arguments;
        }
        finally
        {
            rented.AsSpan(0, length).Clear();
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string[] Texts(IReadOnlyList<string> arguments, ReadOnlySpan<byte> redacted)
    {
        var texts = new string[arguments.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var end = redacted.IndexOf((byte)0);
            var text = Encoding.UTF8.GetString(redacted[..end]);
            // What was not changed stays the object that it was, NULs included.
            texts[i] = text.Contains(RedactionMark.Start, StringComparison.Ordinal) ? text : arguments[i];
            redacted = redacted[(end + 1)..];
        }

        return texts;
    }

    private void Examine(ReadOnlySpan<byte> block, bool isTriggered, bool isCut)
    {
        if (_text.Length < block.Length + SecretShapes.FillerLength)
        {
            _text = new char[block.Length + SecretShapes.FillerLength];
        }

        Encoding.Latin1.GetChars(block, _text);
        var text = _text.AsSpan(0, block.Length);
        for (var from = 0; from < block.Length;)
        {
            var length = block[from..].IndexOf((byte)0) is >= 0 and var end ? end : block.Length - from;
            _words.Add(from..(from + length));
            // With its NUL, which a trigger may end with.
            if (isTriggered && _triggers.IsIn(block[from..Math.Min(block.Length, from + length + 1)]))
            {
                Argument(block, from, length, isCut && from + length + 1 >= block.Length);
            }

            from += length + 1;
        }

        _commands.Find(text, _words, isCommand: true, _found);
    }

    private void Argument(ReadOnlySpan<byte> block, int from, int length, bool isCut)
    {
        var hash = 0UL;
        if (!isCut && _clean is not null && _clean.Contains(block.Slice(from, length), out hash))
        {
            return;
        }

        var before = _found.Count;
        var text = _text.AsSpan(from, length);
        if (isCut)
        {
            // Behind the last argument; the form of what was cut needs a certain length.
            var filler = _text.AsSpan(from + length, SecretShapes.FillerLength);
            filler.Fill('0');
            filler[SecretShapes.FillerLength - 21] = '.';
            text = _text.AsSpan(from, length + SecretShapes.FillerLength);
        }

        _arguments.Find(text, length, isCut, _found);
        if (isCut && from + length < block.Length)
        {
            // Its NUL, which the filler had replaced.
            _text[from + length] = '\0';
        }

        for (var i = before; i < _found.Count; i++)
        {
            _found[i] = _found[i] with { Start = _found[i].Start + from };
        }

        if (_found.Count == before && !isCut)
        {
            _clean?.Add(hash);
        }
    }

    /// <summary>In order, without overlaps: of two the first, as far as both reach.</summary>
    private void Settle()
    {
        _found.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var kept = 0;
        for (var i = 1; i < _found.Count; i++)
        {
            if (_found[i].Start < _found[kept].End)
            {
                _found[kept] = _found[kept] with { Length = Math.Max(_found[kept].End, _found[i].End) - _found[kept].Start };
            }
            else
            {
                _found[++kept] = _found[i];
            }
        }

        _found.RemoveRange(kept + 1, _found.Count - kept - 1);
    }

    private ReadOnlySpan<byte> Write(int length)
    {
        var needed = length;
        foreach (var secret in _found)
        {
            needed += RedactionMark.LatinStart.Length + secret.Rule.Length + RedactionMark.LatinEnd.Length;
        }

        if (_output.Length < needed || _output.Length > MaxKept)
        {
            _output = new byte[needed];
        }

        var (at, from) = (0, 0);
        foreach (var secret in _found)
        {
            at += Encoding.Latin1.GetBytes(_text.AsSpan(from, secret.Start - from), _output.AsSpan(at));
            at += Encoding.Latin1.GetBytes(RedactionMark.LatinStart, _output.AsSpan(at));
            at += Encoding.Latin1.GetBytes(secret.Rule, _output.AsSpan(at));
            at += Encoding.Latin1.GetBytes(RedactionMark.LatinEnd, _output.AsSpan(at));
            from = secret.End;
        }

        at += Encoding.Latin1.GetBytes(_text.AsSpan(from, length - from), _output.AsSpan(at));
        return _output.AsSpan(0, at);
    }

    private string[] Names()
    {
        var names = _found.Select(secret => secret.Rule).Distinct().Order(StringComparer.Ordinal).ToArray();
        var key = string.Join(' ', names);
        if (_combinations.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_combinations.Count < MaxCombinations)
        {
            _combinations.Add(key, names);
        }

        return names;
    }
}
