using System.Globalization;

namespace Dashboard.Ui.Shared.Viewer;

/// <summary>Dispatches key commands from js/keys.js to the subscribed components. One per viewer.</summary>
public sealed class KeyCommands
{
    /// <summary>Upper bound on the browser's row count; more than a screen has.</summary>
    private const int MaxRows = 1_000;

    /// <summary>Newest last; the newest is called first, so a dialog or page precedes the shell.</summary>
    private readonly List<Func<string, Task<bool>>> _handlers = [];

    /// <summary>Rows to move for Page Up and Page Down, sent as "up:17" and "down:17" with the visible rows; null for other commands.</summary>
    public static int? Rows(string command)
        => command.Split(':') is [("up" or "down") and var way, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? (way == "up" ? -1 : 1) * Math.Min(rows, MaxRows)
            : null;

    /// <summary>Subscribes to keys until the result is disposed. A handler returns whether it used the key.</summary>
    public IDisposable Subscribe(Func<string, Task<bool>> handler)
    {
        _handlers.Add(handler);
        return new Hearing(() => _handlers.Remove(handler));
    }

    /// <summary>Returns whether a handler used the command.</summary>
    public async Task<bool> PressAsync(string command)
    {
        foreach (var handler in _handlers.AsEnumerable().Reverse().ToList())
        {
            if (await handler(command))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Hearing(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
