namespace Dashboard.Server.Tests.Security.FrontDoor;

/// <summary>
/// A line of the table: caller, method, path, other parts of the request, and the expected status. Example:
/// "anon POST /login body=form-wrong origin=own =401".
/// </summary>
internal sealed record DoorRow(string Who, string Method, string Path, IReadOnlyList<(string Name, string Value)> Extras, int Status)
{
    /// <summary>True for callers without a valid token or session.</summary>
    public bool IsAnonymous => Who is "anon" or "browser" or "wrong" or "stale";

    public string PathOnly => Path.Split('?')[0];

    public string? Extra(string name) => Extras.FirstOrDefault(e => e.Name == name).Value;

    public static DoorRow Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var extras = words[3..^1].Select(w => w.Split('=', 2)).Select(w => (w[0], w.Length > 1 ? w[1] : "")).ToList();
        return new DoorRow(words[0], words[1], words[2], extras, int.Parse(words[^1].TrimStart('=')));
    }
}
