namespace Dashboard.Server.Hosting.Data;

/// <summary>A small file that only its owner can read, written atomically.</summary>
internal static class PrivateFile
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be written; the old file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text)
    {
        var draft = path + ".new";
        // A draft left by a killed program would keep its file mode.
        File.Delete(draft);
        try
        {
            using (var file = new FileStream(draft, Options(FileMode.CreateNew)))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(text);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            Drop(draft);
            throw;
        }
    }

    public static FileStreamOptions Options(FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        return options;
    }

    private static void Drop(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next write deletes the draft.
        }
    }
}
