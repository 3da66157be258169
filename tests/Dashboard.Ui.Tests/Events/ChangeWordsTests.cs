using System.Text;
using Dashboard.Core.Events;
using Dashboard.Ui.Events;
using Xunit;

namespace Dashboard.Ui.Tests.Events;

public sealed class ChangeWordsTests
{
    [Theory]
    [InlineData("""{"uid":{"from":0,"to":33},"user":{"from":"root","to":"www-data"}}""", "user root (0) → www-data (33)")]
    [InlineData("""{"gid":{"from":null,"to":7}}""", "group unknown → 7")]
    [InlineData("""{"session":{"from":1,"to":9},"pgid":{"from":1,"to":9}}""", "started a new session")]
    [InlineData("""{"pgid":{"from":1,"to":9}}""", "process group 1 → 9")]
    [InlineData("""{"cgroup":{"from":null,"to":"/a\u001b"},"tty":{"from":null,"to":"pts/1"}}""", "cgroup unknown → /a\\x1b; terminal none → pts/1")]
    public void Of_AChange_SaysWhatChangedAndNothingElse(string changes, string expected)
    {
        Assert.True(EventJson.TryRead(Encoding.UTF8.GetBytes("""{"kind":"credentials","process":"9-9",""" + changes[1..]), out var e, out var error), error);

        Assert.Equal(expected, ChangeWords.Of((CredentialsEvent)e));
    }
}
