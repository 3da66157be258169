using Dashboard.Ui.Shared.Live;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Server.Hubs;

/// <summary>
/// Counts an open page as a viewer while its connection is up, and lets it rest while it is down: the page is kept for a
/// while, and nobody sees it. One instance a circuit.
/// </summary>
internal sealed class CircuitViewers(ViewerCount viewers, LivePulse pulse) : CircuitHandler
{
    private ViewerCount.Viewer? _viewer;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _viewer ??= viewers.Enter();
        return pulse.ConnectAsync(true);
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _viewer?.Dispose();
        _viewer = null;
        return pulse.ConnectAsync(false);
    }
}
