using System.Text.RegularExpressions;

namespace Dashboard.Ui.Shared.Text;

/// <summary>The terms that newcomers stop at: tooltips where they first stand on a page, and a section of the help. GlossaryTests compares it with docs/architecture.md.</summary>
public static partial class Glossary
{
    public static readonly Word Census = new("census", "The list of the processes that run at one moment. Taken after a loss, so that the tree is right again.");

    public static readonly Word Comm = new("comm", "The kernel's name of a process: at most 15 bytes, at first the file name of its program. A process can change it.");

    public static readonly Word Errno = new("errno", "The kernel's number and name for the reason that a call failed, such as ENOENT: no such file or directory.");

    public static readonly Word Image = new("image", "What one exec put into a process: a program. A process can have several, one after another; its first is its parent's.");

    public static readonly Word Life = new("life", "One of the processes that had the same PID, from its fork to its exit.");

    public static readonly Word Lookup = new("lookup", "A failed exec that was one step of a search through the directories of PATH. It is no failure of the program.");

    public static readonly Word Orphan = new("orphan", "A process whose parent exited first. The kernel gives it a new parent: init, or a nearer process that asked for orphans (a subreaper).");

    public static readonly Word Reap = new("reap", "A parent reaps a child when it waits for it and gets its exit status. The kernel then releases the PID.");

    public static readonly Word Recycled = new("recycled", "Said of a PID that the kernel has given to another process since. The two have nothing else in common.");

    public static readonly Word Ring = new("ring buffer", "Memory into which the kernel writes a record for each event, and from which the dashboard reads it. A record that finds no room is lost and counted.");

    public static readonly Word Storm = new("storm", "Many short-lived processes of the same name and parent, shown as one row.");

    public static readonly Word Zombie = new("zombie", "A process that has exited and was not reaped yet. It runs nothing; its PID is still taken.");

    /// <summary>By name. The causes of losses are explained where they stand, by the same sentences.</summary>
    public static IReadOnlyList<Word> All { get; } =
    [
        .. new[] { Census, Comm, Errno, Image, Life, Lookup, Orphan, Reap, Recycled, Ring, Storm, Zombie, OfLoss("scratch busy"), OfLoss("sequence hole") }
            .OrderBy(word => word.Name, StringComparer.Ordinal),
    ];

    /// <summary>The word that a text is, as of a field or an event kind; null when it needs none.</summary>
    public static Word? Find(string name) => All.FirstOrDefault(word => word.Name == name);

    /// <summary>The parts of a sentence: its terms with their words, and the text between them.</summary>
    public static IEnumerable<(string Text, Word? Word)> Split(string sentence)
    {
        var at = 0;
        foreach (Match term in Terms().Matches(sentence))
        {
            yield return (sentence[at..term.Index], null);
            yield return (term.Value, term.ValueSpan[0] is 'z' ? Zombie : term.ValueSpan[0] is 'O' ? Orphan : Reap);
            at = term.Index + term.Length;
        }

        yield return (sentence[at..], null);
    }

    /// <summary>The forms in which terms stand in the sentences of a process.</summary>
    [GeneratedRegex(@"\b(zombie|Orphaned|[Rr]eaped|reaper)\b")]
    private static partial Regex Terms();

    private static Word OfLoss(string cause) => new(cause, LossCauses.MeaningOf(cause));
}
