using System.Globalization;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>Passes the keys that js/keys.js heard to whoever can use them. One per viewer.</summary>
public sealed class KeyCommands
{
    /// <summary>More rows than a screen has: what a browser says is not believed further.</summary>
    private const int MaxRows = 1_000;

    /// <summary>Newest last: a dialog or a page hears a key before the shell does.</summary>
    private readonly List<Func<string, Task<bool>>> _handlers = [];

    /// <summary>Page Up and Page Down come as "up:17" and "down:17", the rows that are in sight: how far to move; null for other commands.</summary>
    public static int? Rows(string command)
        => command.Split(':') is [("up" or "down") and var way, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? (way == "up" ? -1 : 1) * Math.Min(rows, MaxRows)
            : null;

    /// <summary>Hear keys until the result is disposed. A handler answers whether it used the key.</summary>
    public IDisposable Hear(Func<string, Task<bool>> handler)
    {
        _handlers.Add(handler);
        return new Hearing(() => _handlers.Remove(handler));
    }

    public async Task PressAsync(string command)
    {
        foreach (var handler in _handlers.AsEnumerable().Reverse().ToList())
        {
            if (await handler(command))
            {
                return;
            }
        }
    }

    private sealed class Hearing(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
