namespace Dashboard.Ui.Shared.Text;

/// <summary>The usual cause of an error, from execve(2), fork(2) and clone(2).</summary>
public static class ErrnoCauses
{
    private static readonly Dictionary<string, string> OfExec = new()
    {
        ["ENOENT"] = "The file is missing, or the interpreter it names is: a script's #! line, or the ELF loader of another architecture or libc.",
        ["EACCES"] = "No execute permission on the file or search permission on a directory above it, it is not a regular file, or its file system is mounted noexec.",
        ["ENOEXEC"] = "Not a program the kernel knows: a script without #!, another architecture, or an empty file. Shells then try to read it as a script.",
        ["E2BIG"] = "Arguments and environment together are larger than a quarter of the stack limit, or one of them is over 128 KiB.",
        ["ELOOP"] = "Too many symbolic links, or scripts whose interpreter is a script, more than four deep.",
        ["ENOTDIR"] = "Something in the middle of the path is a file.",
        ["ENAMETOOLONG"] = "A path over 4,095 bytes, or a name in it over 255.",
        ["EFAULT"] = "A pointer led outside the caller's memory: an error in the calling program.",
        ["ETXTBSY"] = "A process still has the file open for writing, often the compiler or copy that has just made it.",
        ["EPERM"] = "A security module, a no_new_privs or nosuid rule, or a tracer forbids it.",
        ["ENOMEM"] = "The kernel had no memory for the new image, or a limit on memory was met.",
        ["EINVAL"] = "An ELF file with more than one interpreter, or flags that the call does not know.",
        ["EISDIR"] = "The interpreter of the program is a directory.",
        ["EMFILE"] = "The process has as many files open as its limit allows.",
        ["ENFILE"] = "The whole system has as many files open as its limit allows.",
        ["EAGAIN"] = "After a change of user, the new user already has as many processes as RLIMIT_NPROC allows.",
        ["ELIBBAD"] = "The ELF interpreter of the program is damaged.",
        ["EIO"] = "The disk could not be read.",
        ["EBADF"] = "execveat was given a directory or file descriptor that is not open.",
        ["ENOSYS"] = "A seccomp filter, or a kernel without it, does not offer the call.",
        ["ESTALE"] = "The file went away on the network file server.",
    };

    private static readonly Dictionary<string, string> OfFork = new()
    {
        ["EAGAIN"] = "A limit on the number of processes was met: RLIMIT_NPROC of the user, pids.max of the cgroup, or pid_max.",
        ["ENOMEM"] = "No memory for the child, or the pid namespace's init has exited.",
        ["EINVAL"] = "Flags that do not go together, or a pid that is out of range.",
        ["EPERM"] = "A new namespace or a chosen pid needs privileges that the caller lacks.",
        ["ENOSPC"] = "A limit on nested or existing namespaces was met.",
        ["EUSERS"] = "User namespaces are nested too deep, or a limit on their number was met.",
        ["EACCES"] = "The cgroup that clone3 was to put the child into may not be written.",
        ["EBADF"] = "The cgroup that clone3 was given is not an open directory.",
        ["EBUSY"] = "The cgroup that clone3 was given holds controllers for its children, and so no processes.",
        ["EOPNOTSUPP"] = "The cgroup that clone3 was given is in an invalid state.",
        ["EINTR"] = "A signal came first; the call is made again by itself.",
        ["EEXIST"] = "The pid that was asked for is taken.",
        ["ENOSYS"] = "The kernel, or a seccomp filter, does not offer the call; libc then falls back to an older one.",
    };

    /// <summary>Null when no usual cause is known.</summary>
    public static string? Of(string? errno, string? syscall)
        => errno is null ? null : (IsFork(syscall) ? OfFork : OfExec).GetValueOrDefault(errno);

    private static bool IsFork(string? syscall) => syscall is "fork" or "vfork" or "clone" or "clone3";
}
