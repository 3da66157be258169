using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>What this machine lets a test do.</summary>
internal static class Kernel
{
    /// <summary>Skips the test where the kernel cannot be traced.</summary>
    public static void Require() => Require(Environment.UserName == "root", "Kernel tests need root: run `sudo make test`.");

    /// <summary>Skips the test where something is not there, and says why; in CI that is a failure.</summary>
    public static void Require(bool isThere, string why)
    {
        if (isThere)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(why);
        }

        Assert.Skip(why);
    }
}
