namespace Dashboard.Server.Security;

/// <summary>Each second: has the token changed under open connections, and whose pages are open?</summary>
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
                // Reading it is what notices a new one.
                _ = token.Current;
                sessions.Touch(connections.Sessions);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
