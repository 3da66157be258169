using Dashboard.Core.Model;
using Dashboard.Tracing.Platform;

namespace Dashboard.Tracing.Replay;

/// <summary>Opens the file of a recording, or reports in one sentence why it cannot be one.</summary>
internal static class RecordingFile
{
    // The type of a file in st_mode; inode(7).
    private const int TypeMask = 0xf000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Directory = 0x4000;
    private const int BlockDevice = 0x6000;
    private const int Regular = 0x8000;
    private const int Socket = 0xc000;

    /// <exception cref="RecordingException">The file is missing, not readable, or not a regular file.</exception>
    public static FileStream Open(string path)
    {
        var shown = KernelText.Display(path);
        try
        {
            // Checked first, because opening a pipe waits for its writer.
            if (OperatingSystem.IsLinux() && LibC.ModeOf(path) is { } mode && (mode & TypeMask) != Regular)
            {
                throw new RecordingException($"{shown} is {Name(mode & TypeMask)}: name a recording, a plain file of NDJSON, gzip or not.");
            }

            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            if (file.Length == 0)
            {
                file.Dispose();
                throw new RecordingException($"{shown} holds no event: it is empty.");
            }

            return file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new RecordingException(Explain(shown, problem), problem);
        }
    }

    private static string Name(int type) => type switch
    {
        Directory => "a directory",
        Pipe => "a pipe",
        Socket => "a socket",
        CharacterDevice or BlockDevice => "a device",
        _ => "no plain file",
    };

    private static string Explain(string shown, Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"There is no file {shown}: check the path.",
        UnauthorizedAccessException when System.IO.Directory.Exists(shown) => $"{shown} is a directory: name a recording (NDJSON, gzip or plain).",
        UnauthorizedAccessException => $"{shown} may not be read: change its permissions or run as its owner.",
        ArgumentException => "The path of the recording is empty or not a path: name a file.",
        _ => $"{shown} cannot be read: {problem.Message.TrimEnd('.')}.",
    };
}
