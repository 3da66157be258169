using System.Text;
using Dashboard.Server.Hosting.Data;

namespace Dashboard.Server.Security;

/// <summary>A token in a file: its first line.</summary>
internal static class TokenFile
{
    /// <summary>File name in the data directory.</summary>
    public const string Name = "token";

    private const int MaxBytes = 4096;

    /// <summary>The token; CanChange is false for a pipe, which can be read only once.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It holds no token.</exception>
    public static (AccessToken Token, bool CanChange) Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[MaxBytes];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = Encoding.UTF8.GetString(bytes, 0, length).Split('\n')[0].Trim();
        return AccessToken.ProblemOf(text) is { } problem
            ? throw new InvalidDataException($"its first line is no token, which {problem}")
            : (new AccessToken(text), file.CanSeek);
    }

    public static void Write(string path, AccessToken token) => PrivateFile.Write(path, token.Text + "\n");
}
