namespace Dashboard.Server.Security;

/// <summary>Each second: checks whether the token has changed, ends old sessions, and renews the sessions of open pages.</summary>
internal sealed class SessionWatch(TokenKeeper token, Sessions sessions, OpenConnections connections, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // Reading the token detects a change.
                _ = token.Current;
                sessions.EndOld();
                sessions.Touch(connections.Sessions);
            }
        }
        catch (OperationCanceledException)
        {
            // The server is shutting down.
        }
    }
}
