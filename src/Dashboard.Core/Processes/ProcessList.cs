namespace Dashboard.Core.Processes;

/// <summary>Keeps the children lists: doubly linked through the records, so that adding and evicting cost the same always.</summary>
internal static class ProcessList
{
    public static void AddChild(ProcessRecord parent, ProcessRecord child)
    {
        child.ParentRecord = parent;
        child.PreviousSibling = parent.LastChild;
        if (parent.LastChild is null)
        {
            parent.FirstChild = child;
        }
        else
        {
            parent.LastChild.NextSibling = child;
        }

        parent.LastChild = child;
        parent.ChildCount++;
        if (child.Alive)
        {
            parent.LiveChildCount++;
        }
    }

    public static void RemoveChild(ProcessRecord child)
    {
        var parent = child.ParentRecord!;
        if (child.PreviousSibling is null)
        {
            parent.FirstChild = child.NextSibling;
        }
        else
        {
            child.PreviousSibling.NextSibling = child.NextSibling;
        }

        if (child.NextSibling is null)
        {
            parent.LastChild = child.PreviousSibling;
        }
        else
        {
            child.NextSibling.PreviousSibling = child.PreviousSibling;
        }

        child.ParentRecord = child.PreviousSibling = child.NextSibling = null;
        parent.ChildCount--;
        if (child.Alive)
        {
            parent.LiveChildCount--;
        }
    }
}
