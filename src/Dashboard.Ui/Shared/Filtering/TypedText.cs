namespace Dashboard.Ui.Shared.Filtering;

/// <summary>Where somebody was typing, read off the text before and after.</summary>
public static class TypedText
{
    /// <summary>
    /// The caret after a change: behind the part that is new. The browser's event carries no caret, and asking for it
    /// would cost a round trip for every letter.
    /// </summary>
    public static int CaretAfter(string before, string after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        // The tail must not reach into the head: "aa" to "aaa" was typed at the end, not in front.
        var tail = 0;
        while (tail < Math.Min(before.Length, after.Length) - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return after.Length - tail;
    }
}
