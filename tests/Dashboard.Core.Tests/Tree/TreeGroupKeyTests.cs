using Dashboard.Core.Tree;
using Xunit;

namespace Dashboard.Core.Tests.Tree;

public sealed class TreeGroupKeyTests
{
    /// <summary>Processes choose names: "01", "1" and "1a2b" may exist at the same time.</summary>
    [Fact]
    public void CompareTo_OfAnyNames_IsOneOrderInWhichOnlyEqualNamesAreEqual()
    {
        TreeGroupKey[] keys = [.. new[] { "1", "2", "01", "1000", "200", "1a2b", "", "a", "-1", "99999999999999999999", "0", "00" }.Select(n => new TreeGroupKey(n, true)),
            new TreeGroupKey(null, true), new TreeGroupKey(null, false)];
        foreach (var a in keys)
        {
            foreach (var b in keys)
            {
                Assert.Equal(a == b, a.CompareTo(b) == 0);
                Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
                Assert.All(keys, c => Assert.False(a.CompareTo(b) < 0 && b.CompareTo(c) < 0 && a.CompareTo(c) >= 0));
            }
        }

        Assert.Equal(["1", "200", "1000"], new[] { "1000", "1", "200" }.Select(n => new TreeGroupKey(n, true)).Order().Select(k => k.Name));
    }
}
