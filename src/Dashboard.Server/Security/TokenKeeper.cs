namespace Dashboard.Server.Security;

/// <summary>
/// The current token. A token from a file is read again when the file has changed, so that `dashboard token rotate`
/// affects a running server.
/// </summary>
internal sealed class TokenKeeper
{
    private readonly string? _file;

    /// <summary>Held while the file is read; requests run on many threads.</summary>
    private readonly Lock _lock = new();

    private AccessToken _token;
    private DateTime _readAt;

    /// <param name="token">The token.</param>
    /// <param name="file">Its file; null when the token cannot change.</param>
    public TokenKeeper(AccessToken token, string? file = null)
    {
        (_token, _file) = (token, file);
        _readAt = file is null ? default : File.GetLastWriteTimeUtc(file);
    }

    /// <summary>The token has changed.</summary>
    public event Action? Changed;

    /// <summary>Checks the file's time.</summary>
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

    /// <summary>The previous token stays valid when the file is missing or holds no token.</summary>
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
