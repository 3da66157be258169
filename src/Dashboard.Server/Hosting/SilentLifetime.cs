namespace Dashboard.Server.Hosting;

/// <summary>Ends on request, not by a signal: Ctrl+C may be meant for the traced command.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
