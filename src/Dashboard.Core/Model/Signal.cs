using System.Globalization;

namespace Dashboard.Core.Model;

/// <summary>A signal of Linux on x86-64 and arm64, signal(7).</summary>
public sealed record Signal(int Number, string Name, string Meaning)
{
    private const int FirstRealTime = 34;
    private const int LastNumber = 64;

    /// <summary>The standard signals by number. Real-time signals have no names of their own.</summary>
    public static IReadOnlyList<Signal> All { get; } =
    [
        new(1, "SIGHUP", "Hangup"),
        new(2, "SIGINT", "Interrupt"),
        new(3, "SIGQUIT", "Quit"),
        new(4, "SIGILL", "Illegal instruction"),
        new(5, "SIGTRAP", "Trace or breakpoint trap"),
        new(6, "SIGABRT", "Aborted"),
        new(7, "SIGBUS", "Bus error"),
        new(8, "SIGFPE", "Floating-point exception"),
        new(9, "SIGKILL", "Killed"),
        new(10, "SIGUSR1", "User-defined signal 1"),
        new(11, "SIGSEGV", "Segmentation fault"),
        new(12, "SIGUSR2", "User-defined signal 2"),
        new(13, "SIGPIPE", "Broken pipe"),
        new(14, "SIGALRM", "Alarm clock"),
        new(15, "SIGTERM", "Terminated"),
        new(16, "SIGSTKFLT", "Stack fault"),
        new(17, "SIGCHLD", "Child stopped or exited"),
        new(18, "SIGCONT", "Continued"),
        new(19, "SIGSTOP", "Stopped (signal)"),
        new(20, "SIGTSTP", "Stopped (terminal)"),
        new(21, "SIGTTIN", "Stopped (terminal input)"),
        new(22, "SIGTTOU", "Stopped (terminal output)"),
        new(23, "SIGURG", "Urgent I/O condition"),
        new(24, "SIGXCPU", "CPU time limit exceeded"),
        new(25, "SIGXFSZ", "File size limit exceeded"),
        new(26, "SIGVTALRM", "Virtual timer expired"),
        new(27, "SIGPROF", "Profiling timer expired"),
        new(28, "SIGWINCH", "Window changed"),
        new(29, "SIGIO", "I/O possible"),
        new(30, "SIGPWR", "Power failure"),
        new(31, "SIGSYS", "Bad system call"),
    ];

    /// <summary>"SIGKILL", "SIGRTMIN+2", or "signal 99" for a number without a name.</summary>
    public static string NameOf(int number) => number switch
    {
        >= 1 and <= 31 => All[number - 1].Name,
        FirstRealTime => "SIGRTMIN",
        > FirstRealTime and <= LastNumber => $"SIGRTMIN+{number - FirstRealTime}",
        _ => $"signal {number}",
    };

    /// <summary>Of a fault of the program, or of abort(3): SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV and SIGSYS.</summary>
    public static bool IsOfACrash(int number) => number is (>= 4 and <= 8) or 11 or 31;

    /// <summary>Reads "SIGKILL", "kill" or "9".</summary>
    public static bool TryParse(string text, out int number)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number is >= 1 and <= LastNumber;
        }

        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text : "SIG" + text;
        number = All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Number ?? 0;
        return number != 0;
    }
}
