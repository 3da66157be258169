namespace Dashboard.Ui.State;

/// <summary>Passes the keys that js/keys.js heard to whoever can use them. One per viewer.</summary>
public sealed class KeyCommands
{
    /// <summary>Newest last: a dialog or a page hears a key before the shell does.</summary>
    private readonly List<Func<string, Task<bool>>> _handlers = [];

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
