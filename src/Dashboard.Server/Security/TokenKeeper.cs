namespace Dashboard.Server.Security;

/// <summary>
/// The token that holds now. One that is kept in a file is read anew when the file has changed, so that
/// `dashboard token rotate` reaches a server that runs.
/// </summary>
internal sealed class TokenKeeper
{
    private readonly string? _file;

    /// <summary>Held while the file is read; requests come on many threads.</summary>
    private readonly Lock _lock = new();

    private AccessToken _token;
    private DateTime _readAt;

    /// <param name="token">The token.</param>
    /// <param name="file">Where it is kept; null when it stays the same.</param>
    public TokenKeeper(AccessToken token, string? file = null)
    {
        (_token, _file) = (token, file);
        _readAt = file is null ? default : File.GetLastWriteTimeUtc(file);
    }

    /// <summary>There is another token.</summary>
    public event Action? Changed;

    /// <summary>Costs one look at the file's time.</summary>
    public AccessToken Current
    {
        get
        {
            if (_file is not null && File.GetLastWriteTimeUtc(_file) != _readAt)
            {
                ReadAnew(_file);
            }

            return Volatile.Read(ref _token);
        }
    }

    /// <summary>A file that is gone or holds no token changes nothing: the token before it holds.</summary>
    private void ReadAnew(string file)
    {
        lock (_lock)
        {
            var at = File.GetLastWriteTimeUtc(file);
            if (at == _readAt)
            {
                return;
            }

            _readAt = at;
            try
            {
                var read = TokenFile.Read(file).Token;
                if (read.Text == _token.Text)
                {
                    return;
                }

                Volatile.Write(ref _token, read);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                return;
            }
        }

        Changed?.Invoke();
    }
}
