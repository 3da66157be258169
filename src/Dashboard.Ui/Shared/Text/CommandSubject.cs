namespace Dashboard.Ui.Shared.Text;

/// <summary>What a command worked on, by its arguments alone: the file that a reader looks for in "cc1 failed".</summary>
public static class CommandSubject
{
    private const int MaxLength = 60;

    /// <summary>What a compiler or linker is given besides sources.</summary>
    private static readonly string[] Products = [".o", ".lo", ".a", ".so", ".d"];

    /// <summary>" on births.c", " (sh -c 'exit 3')"; empty where the arguments are not known, or there are none.</summary>
    public static string Of(IReadOnlyList<string>? args)
    {
        if (args is not { Count: > 1 })
        {
            return "";
        }

        return File(args) is { } file ? $" on {DisplayText.Text(file, MaxLength)}" : $" ({Shortened(ShellCommand.Of([DisplayText.FileName(args[0]), .. args.Skip(1)]))})";
    }

    /// <summary>The last argument that is a file: it has an extension, and is neither an option, nor what is written.</summary>
    private static string? File(IReadOnlyList<string> args)
    {
        for (var i = args.Count - 1; i > 0; i--)
        {
            var name = DisplayText.FileName(args[i]);
            var extension = Path.GetExtension(name);
            if (!args[i].StartsWith('-') && args[i - 1] != "-o" && extension.Length is > 1 and <= 6 && extension.Length < name.Length
                && extension.Skip(1).All(char.IsAsciiLetterOrDigit) && !extension.Skip(1).All(char.IsAsciiDigit)
                && !args[i].Any(char.IsWhiteSpace) && !Products.Contains(extension))
            {
                return args[i];
            }
        }

        return null;
    }

    private static string Shortened(string command) => command.Length > MaxLength ? $"{command[..MaxLength]}…" : command;
}
