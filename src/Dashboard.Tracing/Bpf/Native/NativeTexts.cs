using System.Runtime.InteropServices;

namespace Dashboard.Tracing.Bpf.Native;

/// <summary>char *const[], as execve(2) takes it: ends with NULL.</summary>
internal static class NativeTexts
{
    public static nint[] New(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    public static void Free(nint[] texts)
    {
        foreach (var text in texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
