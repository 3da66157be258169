using System.Text;
using System.Text.Json;
using Dashboard.Tracing.Platform;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Tracing.Privileges;

/// <summary>Descriptors that a server of two processes is given by lifecycle-capture, by their numbers: CAPTURE_GIVEN.</summary>
internal static class GivenFiles
{
    public const int Socket = 3;
    public const int Formats = 4;
    public const int Gate = 5;
    public const int Report = 6;
    public const int End = 7;

    /// <summary>The pid of the command that waits at the gate.</summary>
    public const string CommandVariable = "LIFECYCLE_COMMAND";

    private const int MaxFormatsBytes = 1 << 20;

    private static readonly Lazy<IReadOnlyDictionary<string, string>> AllFormats = new(ReadFormats);

    /// <summary>False where tracefs was not mounted yet.</summary>
    public static bool HasFormats => AllFormats.Value.Count > 0;

    /// <summary>The format of a tracepoint, which only root may read; null when it was not there.</summary>
    public static string? FormatOf(string tracepoint) => AllFormats.Value.GetValueOrDefault(tracepoint);

    /// <summary>For the process that has not become lifecycle-capture yet.</summary>
    public static SafeFileHandle Write(IReadOnlyDictionary<string, string> formats)
    {
        var file = LibC.MemoryFile("lifecycle-formats", LibC.MemoryCloseOnExec);
        RandomAccess.Write(file, JsonSerializer.SerializeToUtf8Bytes(formats), 0);
        return file;
    }

    private static IReadOnlyDictionary<string, string> ReadFormats()
    {
        using var file = CapturePart.IsShared ? CapturePart.Formats() : new SafeFileHandle(Formats, ownsHandle: true);
        return file is not null && LibC.ReadFile(file, MaxFormatsBytes, out _) is { Length: > 0 } text
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(Encoding.UTF8.GetString(text)) ?? []
            : new Dictionary<string, string>();
    }
}
