using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Overview;

/// <summary>The command line of a process in one line.</summary>
public static class CommandLineText
{
    private const int MaxLength = 160;

    public static string Of(ProcessSummary process)
    {
        if (process.IsForkOnly)
        {
            return "fork without exec";
        }

        if (process.Args is not { Count: > 0 } args)
        {
            return process.Path is { } path ? $"{DisplayText.Text(path, MaxLength)} (arguments not captured)" : "command line not captured";
        }

        var text = ShellCommand.Of(args);
        return text.Length > MaxLength ? $"{text[..MaxLength]}…" : process.MoreArgs ? $"{text} …" : text;
    }
}
