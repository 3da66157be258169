namespace Dashboard.Core.Processes;

/// <summary>The children lists: doubly linked through the records, so that adding and evicting take constant time.</summary>
internal static class ProcessList
{
    public static void AddChild(ProcessRecord parent, ProcessRecord child)
    {
        child.ParentRecord = parent;
        child.NextSibling = null;
        if (parent.FirstChild is { } first)
        {
            child.PreviousSibling = first.PreviousSibling;
            first.PreviousSibling!.NextSibling = child;
            first.PreviousSibling = child;
        }
        else
        {
            child.PreviousSibling = child;
            parent.FirstChild = child;
        }

        parent.ChildCount++;
        if (child.Alive)
        {
            parent.LiveChildCount++;
        }
    }

    public static void RemoveChild(ProcessRecord child)
    {
        var parent = child.ParentRecord!;
        var first = parent.FirstChild!;
        if (child == first)
        {
            parent.FirstChild = child.NextSibling;
        }
        else
        {
            child.PreviousSibling!.NextSibling = child.NextSibling;
        }

        // The first child points to the last: the successor of the removed child, or else the first child, gets a new predecessor.
        if (child.NextSibling is { } next)
        {
            next.PreviousSibling = child.PreviousSibling;
        }
        else if (child != first)
        {
            first.PreviousSibling = child.PreviousSibling;
        }

        child.ParentRecord = child.PreviousSibling = child.NextSibling = null;
        parent.ChildCount--;
        if (child.Alive)
        {
            parent.LiveChildCount--;
        }
    }
}
