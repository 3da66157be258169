using Dashboard.Core.Events;
using Dashboard.Core.Model;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Events;

/// <summary>Text for a change of user, group, session, process group, cgroup or terminal.</summary>
public static class ChangeWords
{
    public static string Of(CredentialsEvent change)
    {
        var parts = new List<string>();
        Add("user", Numbers(change.Uid, change.User));
        Add("group", Numbers(change.Gid, null));
        if (change.Session is { To: { } session } && session == change.Pid)
        {
            parts.Add("started a new session");
        }
        else
        {
            Add("session", Numbers(change.Session, null));
            Add("process group", Numbers(change.ProcessGroup, null));
        }

        Add("cgroup", Texts(change.Cgroup, "unknown"));
        Add("container", Texts(change.Container, "none"));
        Add("terminal", Texts(change.Tty, "none"));
        return string.Join("; ", parts);

        void Add(string what, string? fromTo)
        {
            if (fromTo is not null)
            {
                parts.Add($"{what} {fromTo}");
            }
        }
    }

    /// <summary>"root (0) → www-data (33)"</summary>
    private static string? Numbers(NumberChange? number, TextChange? name)
        => number is null ? null : $"{Number(number.From, name?.From)} → {Number(number.To, name?.To)}";

    private static string Number(long? number, string? name)
        => number is null ? "unknown" : name is null ? $"{number}" : $"{DisplayText.Text(name)} ({number})";

    private static string? Texts(TextChange? text, string absent)
        => text is null ? null : $"{DisplayText.Text(text.From ?? absent)} → {DisplayText.Text(text.To ?? absent)}";
}
