namespace Dashboard.Server.Hosting;

/// <summary>Ends when it is told to, not by a signal: Ctrl+C may be meant for the command that is traced.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
