using System.Text;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;

namespace Dashboard.Ui.Shared.Text;

/// <summary>Arguments as a bash command that passes the same bytes.</summary>
public static class ShellCommand
{
    private const string Plain = "-_./=:,@%+";

    /// <summary>Prefix of the path the kernel uses for a program given as a file descriptor (fs/exec.c, alloc_bprm()).</summary>
    private const string Descriptor = "/dev/fd/";

    public static string Of(IReadOnlyList<string> args) => string.Join(' ', args.Select(Quote));

    /// <summary>The command of an image: its arguments with the executed path.</summary>
    public static string Of(string? path, IReadOnlyList<string>? args)
    {
        // A shell searches PATH for a name without a slash; execve does not.
        path = path?.Contains('/') == false ? $"./{path}" : path;
        if (path is null || args is not { Count: > 0 })
        {
            return Of(args is { Count: > 0 } ? args : path is null ? [] : [path]);
        }

        if (path == args[0])
        {
            return Of(args);
        }

        // If argv[0] is not the path, use bash's exec -a, in a subshell so that the shell survives.
        return DisplayText.FileName(path) == args[0]
            ? Of([path, .. args.Skip(1)])
            : $"(exec -a {Quote(args[0])} {Of([path, .. args.Skip(1)])})";
    }

    /// <summary>The same for an image whose arguments may be truncated, which is noted in a shell comment.</summary>
    public static string Of(Image image)
    {
        var isByDescriptor = image.Path?.StartsWith(Descriptor, StringComparison.Ordinal) == true;
        var command = isByDescriptor && image.Interpreter is null ? Of(null, image.Args)
            // The kernel prepends the interpreter and the script's path to the arguments (execve(2), "Interpreter scripts").
            : Of(image.Args is { Count: > 0 } ? image.Interpreter ?? image.Path : image.Path, image.Args);
        string?[] notes =
        [
            isByDescriptor ? $"{KernelText.Display(image.Path!)} was run by its descriptor: the file is not known" : null,
            image is { N: > 0, Args: null } ? "the arguments could not be read"
                : !image.ArgsTruncated ? null : image.Args is { Count: > 0 } ? "the rest of the arguments was not kept" : "the arguments were not kept",
        ];
        var said = string.Join("; ", notes.OfType<string>());
        return said.Length == 0 ? command : $"{command}  # {said}".TrimStart();
    }

    private static string Quote(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c)))
        {
            return text;
        }

        var shown = KernelText.Display(text);
        return shown == text && !text.Contains('\'') ? $"'{text}'" : AnsiC(text);
    }

    /// <summary>bash's $'…' quoting: what a terminal could interpret, and what cannot be seen, is escaped byte by byte.</summary>
    private static string AnsiC(string text)
    {
        var quoted = new StringBuilder("$'");
        for (var at = 0; at < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var length);
            var piece = text.Substring(at, length);
            at += length;
            _ = piece switch
            {
                "'" or "\\" => quoted.Append('\\').Append(piece),
                "\n" => quoted.Append("\\n"),
                _ when KernelText.Display(piece) == piece => quoted.Append(piece),
                _ => quoted.AppendJoin("", KernelText.Encode(piece).Select(b => $"\\x{b:x2}")),
            };
        }

        return quoted.Append('\'').ToString();
    }
}
