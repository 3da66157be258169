using System.Text.RegularExpressions;
using Xunit;

namespace Dashboard.Core.Tests.House;

/// <summary>What has privileges can be read in an hour: SECURITY.md says how many lines it has.</summary>
public sealed partial class PrivilegedPartTests
{
    private const string Native = "src/native/";

    [Fact]
    public void Capture_HasAtMost700Lines_And1800WithItsLoader()
    {
        var capture = Checkout.Files.Where(file => file.StartsWith(Native + "capture/", StringComparison.Ordinal)).ToList();
        var loader = Loader().Match(Checkout.Read(Native + "Makefile")).Groups["file"].Captures.Select(file => Native + file.Value).ToList();
        Assert.True(capture.Count > 4 && loader.Count > 5, $"{capture.Count} and {loader.Count} files");
        var (own, all) = (Lines(capture), Lines(capture) + Lines(loader));
        Assert.True(own <= 700, $"src/native/capture has {own} lines");
        Assert.True(all <= 1800, $"lifecycle-capture has {all} lines with its loader");
        Assert.Contains("at most 700 lines", Checkout.Read("SECURITY.md"), StringComparison.Ordinal);
    }

    /// <summary>All of them, with comments and blanks.</summary>
    private static int Lines(IEnumerable<string> files) => files.Sum(file => Checkout.Read(file).Count(c => c == '\n'));

    [GeneratedRegex(@"\nLOADER  := (?:(?<file>\w+\.c)[ \\\n]+)+")]
    private static partial Regex Loader();
}
