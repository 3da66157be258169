namespace Dashboard.Ui.Shared.Filtering;

/// <summary>Derives the caret position from the text before and after a change.</summary>
public static class TypedText
{
    /// <summary>
    /// The caret position after a change: the end of the inserted part. The browser's event does not carry it, and asking
    /// would cost a round trip per keystroke.
    /// </summary>
    public static int CaretAfter(string before, string after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        // Common prefix and suffix must not overlap: "aa" to "aaa" counts as typed at the end.
        var tail = 0;
        while (tail < Math.Min(before.Length, after.Length) - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return after.Length - tail;
    }
}
