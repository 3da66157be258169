using Dashboard.Ui.Shared.Text;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Text;

public sealed class ErrnoCausesTests
{
    // ERRORS of execve(2) and execveat(2), of fork(2), clone(2) and clone3(2).
    private const string OfExec = "E2BIG EACCES EAGAIN EBADF EFAULT EINVAL EIO EISDIR ELIBBAD ELOOP EMFILE ENAMETOOLONG ENFILE ENOENT ENOEXEC ENOMEM ENOTDIR EPERM ETXTBSY";
    private const string OfFork = "EAGAIN ENOMEM ENOSYS EACCES EBUSY EEXIST EINVAL ENOSPC EOPNOTSUPP EPERM EUSERS";

    [Fact]
    public void Of_EachErrorOfTheManPages_HasACause()
    {
        Assert.All(OfExec.Split(' '), errno => Assert.NotNull(ErrnoCauses.Of(errno, "execveat")));
        foreach (var syscall in new[] { "fork", "vfork", "clone", "clone3" })
        {
            Assert.All(OfFork.Split(' '), errno => Assert.NotNull(ErrnoCauses.Of(errno, syscall)));
        }
    }
}
