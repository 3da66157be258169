using Dashboard.Core.Processes;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Tree;

/// <summary>The command line of a row, cut. A row has the beginning of its arguments only, which is more than is shown.</summary>
public static class CommandCell
{
    private const int Max = 100;

    /// <summary>"make -j8"; "" for a kernel thread.</summary>
    public static string Of(Image? image)
    {
        if (image is null)
        {
            return "";
        }

        var command = ShellCommand.Of(image);
        return command.Length > Max ? $"{command[..Max]}…" : command;
    }
}
