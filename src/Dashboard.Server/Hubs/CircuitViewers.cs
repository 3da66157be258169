using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Server.Hubs;

/// <summary>Counts an open page as a viewer while its connection is up. One instance a circuit.</summary>
internal sealed class CircuitViewers(ViewerCount viewers) : CircuitHandler
{
    private ViewerCount.Viewer? _viewer;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _viewer ??= viewers.Enter();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _viewer?.Dispose();
        _viewer = null;
        return Task.CompletedTask;
    }
}
