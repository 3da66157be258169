using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dashboard.Tracing.Tests.Bpf.Native;

/// <summary>The library runs on distributions older than the build machine: src/native/old_glibc.c.</summary>
public sealed partial class LibrarySymbolsTests
{
    /// <summary>Debian 11 and Ubuntu 20.04.</summary>
    private static readonly Version OldestGlibc = new(2, 31);

    [Fact]
    public async Task Library_Symbols_NeedNoGlibcAfter231()
    {
        var start = new ProcessStartInfo("objdump", ["-T", Path.Combine(AppContext.BaseDirectory, "liblifecycle.so")])
        {
            RedirectStandardOutput = true,
        };
        using var objdump = Process.Start(start)!;
        var symbols = await objdump.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        var needed = GlibcSymbol().Matches(symbols);
        Assert.Contains(needed, m => m.Groups["name"].Value == "malloc");
        Assert.DoesNotContain(needed, m => Version.Parse(m.Groups["version"].Value) > OldestGlibc);
    }

    /// <summary>"0000000000000000      DF *UND*	0000000000000000 (GLIBC_2.3.4) __snprintf_chk"; newer objdump has no parentheses.</summary>
    [GeneratedRegex(@"\bGLIBC_(?<version>\d+\.\d+(\.\d+)?)\)?\s+(?<name>\w+)")]
    private static partial Regex GlibcSymbol();
}
