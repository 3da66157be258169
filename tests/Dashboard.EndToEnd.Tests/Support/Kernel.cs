using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Requirements of tests on this machine.</summary>
internal static class Kernel
{
    /// <summary>Skips the test when the kernel cannot be traced.</summary>
    public static void Require() => Require(Environment.UserName == "root", "Kernel tests need root: run `sudo make test`.");

    /// <summary>Skips the test when a requirement is missing, with the reason; in CI that is a failure.</summary>
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
