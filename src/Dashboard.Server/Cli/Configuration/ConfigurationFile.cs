using System.Text;

namespace Dashboard.Server.Cli.Configuration;

/// <summary>A file with a line `name = value` for each option. An empty line, or one that begins with #, has no meaning.</summary>
internal static class ConfigurationFile
{
    private const int MaxBytes = 64 << 10;

    /// <exception cref="CommandException">The file cannot be read, or is not such a file.</exception>
    public static IReadOnlyList<ConfigurationLine> Read(string path)
    {
        var lines = new List<ConfigurationLine>();
        foreach (var (index, line) in ReadText(path).Split('\n').Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw Wrong(path, index + 1, "write `name = value`, like `memory = 200MB`, or begin the line with #");
            }

            lines.Add(new ConfigurationLine(index + 1, text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart()));
        }

        return lines;
    }

    public static CommandException Wrong(string path, int line, string sentence) => new($"{path}, line {line}: {sentence}", ExitStatuses.WrongUsage);

    private static string ReadText(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
            {
                throw new CommandException($"The configuration file {path} has more than {MaxBytes >> 10} KiB: name another with --config", ExitStatuses.WrongUsage);
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The configuration file {path} cannot be read: {problem.Message.Split('\n')[0].TrimEnd('.')}; name another with --config");
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"The configuration file {path} is not UTF-8: write it as text", ExitStatuses.WrongUsage);
        }
    }
}
