namespace Dashboard.Tracing.Privileges;

/// <summary>A file that the server opens.</summary>
/// <param name="IsMade">True when it is written, or made where there is none.</param>
public sealed record NeededFile(string Path, bool IsMade)
{
    public string Verb => IsMade ? "write" : "read";

    /// <summary>Of the user of this thread. A file that there is not is no matter of rights.</summary>
    public bool MayUse() => IsMade ? FileRights.MayMake(Path) : FileRights.May(Path, FileUse.Read) || !IsThere;

    /// <summary>Where it is not known, because the way there is closed, it counts as there.</summary>
    private bool IsThere => File.Exists(Path) || !FileRights.May(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "/", FileUse.Search);
}
