using Dashboard.Core.Statistics.Timeline;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Timeline;

/// <summary>One sentence on the critical path of a subtree.</summary>
public static class CriticalSentence
{
    private const int MaxNamed = 3;

    /// <summary>"make took 4.2 s, decided by 12 processes: cc1 46 %, as 20 %, ld 11 %."</summary>
    public static string Of(CriticalPath path)
    {
        var whole = path.ToNs - path.FromNs;
        var shares = path.ByComm();
        var named = string.Join(", ", shares.Take(MaxNamed).Select(s => $"{DisplayText.Name(s.Comm, 32)} {DisplayText.Share(s.Ns, whole)}"));
        var rest = shares.Skip(MaxNamed).Sum(s => s.Ns);
        return $"{DisplayText.Name(path.Comm, 32)} {(path.Running ? "has run for" : "took")} {Durations.Of(whole)}"
            + (path.Running ? " so far" : "")
            + $", decided by {DisplayText.Count(path.ProcessCount, "process", "processes")}: {named}"
            + (rest > 0 ? $", others {DisplayText.Share(rest, whole)}" : "")
            + (path.Cut ? "; the start of the path is not shown" : "") + ".";
    }
}
