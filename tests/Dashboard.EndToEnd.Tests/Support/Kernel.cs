using Xunit;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>Whether this machine lets a test trace.</summary>
internal static class Kernel
{
    /// <summary>Skips the test where the kernel cannot be traced, and says why; in CI that is a failure.</summary>
    public static void Require()
    {
        if (Environment.UserName == "root")
        {
            return;
        }

        const string Why = "Kernel tests need root: run `sudo make test`.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Why);
        }

        Assert.Skip(Why);
    }
}
