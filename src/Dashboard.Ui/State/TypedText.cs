namespace Dashboard.Ui.State;

/// <summary>Where somebody was typing, read off the text before and after.</summary>
public static class TypedText
{
    /// <summary>
    /// The caret after a change: behind the part that is new. The browser's event carries no caret, and asking for it
    /// would cost a round trip for every letter.
    /// </summary>
    public static int CaretAfter(string before, string after)
    {
        var tail = 0;
        while (tail < before.Length && tail < after.Length && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        // "aa" to "aaa" could be anywhere in the run: then the part that is equal at the front decides.
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        return Math.Max(after.Length - tail, Math.Min(head, after.Length));
    }
}
