namespace Dashboard.Tracing.Doctor;

/// <summary>Where the doctor looks. Another root lets a test describe any machine.</summary>
public sealed class Machine(string root = "/")
{
    public bool Has(string path) => Path.Exists(At(path));

    /// <summary>Null when it is not there or may not be read.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(At(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a symbolic link leads; null when it is not there or may not be read.</summary>
    public string? Link(string path)
    {
        try
        {
            return new FileInfo(At(path)).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string At(string path) => Path.Combine(root, path.TrimStart('/'));
}
