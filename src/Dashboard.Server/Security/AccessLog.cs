using System.Globalization;
using System.Text;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Hosting.Logging;

namespace Dashboard.Server.Security;

/// <summary>
/// Logs who requested what and when: one line per response, in a file of bounded size. Queries are left out, because they
/// may contain a token or a search text.
/// </summary>
internal sealed class AccessLog : IDisposable
{
    /// <summary>At this size the file is renamed to FILE.1, replacing the previous one.</summary>
    public const int MaxBytes = 10 << 20;

    /// <summary>Lines per minute for requests without login. Further requests are only counted, so that they cannot push out other lines.</summary>
    public const int MaxAnonymousLines = 60;

    private const int MaxPathLength = 1024;
    private const int MaxNameLength = 64;
    private const string Rotated = ".1";

    private readonly string _path;
    private readonly int _maxBytes;
    private readonly TimeProvider _time;
    private readonly Action<string> _warn;
    private readonly LineBudget _anonymous;

    /// <summary>Guards the fields below; held while one line is written.</summary>
    private readonly Lock _lock = new();
    private FileStream _file;
    private bool _warned;

    /// <param name="path">The file; lines are appended.</param>
    /// <param name="warn">Receives one sentence when a line cannot be written.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public AccessLog(string path, TimeProvider time, Action<string> warn, int maxBytes = MaxBytes)
    {
        (_path, _time, _warn, _maxBytes) = (path, time, warn, maxBytes);
        _anonymous = new LineBudget(MaxAnonymousLines, time);
        _file = Open(path);
    }

    /// <summary>Example: "2026-11-22T17:02:25.123Z 127.0.0.1 session:9f86d081 GET /api/v1/status 200".</summary>
    public void Write(HttpContext context, int status)
    {
        var caller = Caller.Of(context);
        var who = caller switch { null => "-", { Session: null } => "token", { Session: { } session } => $"session:{session.Name}{Person(session)}" };
        // Percent-encoded as received, so that it contains no line breaks.
        var path = context.Request.Path.ToUriComponent();
        var line = $"{context.Connection.RemoteIpAddress} {who} {context.Request.Method} {(path.Length > MaxPathLength ? path[..MaxPathLength] + "…" : path)} {status.ToString(CultureInfo.InvariantCulture)}";
        lock (_lock)
        {
            if (caller is not null)
            {
                Append(line);
                return;
            }

            var isWritten = _anonymous.Take(out var leftOut);
            if (leftOut > 0)
            {
                Append($"- - {leftOut} more requests without login");
            }

            if (isWritten)
            {
                Append(line);
            }
        }
    }

    /// <summary>Percent-encoded: a name from the identity provider may hold anything.</summary>
    private static string Person(Session session)
        => session.User is { } user ? ":" + Uri.EscapeDataString(user.Length > MaxNameLength ? user[..MaxNameLength] : user) : "";

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private void Append(string line)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes($"{_time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line}\n");
            if (_file.Position + bytes.Length > _maxBytes && _file.Position > 0)
            {
                _file.Dispose();
                File.Move(_path, _path + Rotated, overwrite: true);
                _file = Open(_path);
            }

            _file.Write(bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!_warned)
            {
                _warned = true;
                _warn($"The access log {_path} cannot be written: {problem.Message.Split('\n')[0].TrimEnd('.')}. Requests are answered without it.");
            }
        }
    }

    private static FileStream Open(string path)
    {
        var options = PrivateFile.Options(FileMode.Append);
        // Unbuffered: each line is one write to the file.
        options.BufferSize = 0;
        return new FileStream(path, options);
    }
}
