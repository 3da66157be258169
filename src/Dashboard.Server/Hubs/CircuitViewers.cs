using Dashboard.Ui.Shared.Live;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Server.Hubs;

/// <summary>
/// Counts an open page as a viewer while its connection is up, and pauses it while the connection is down: the page is
/// kept for a while, but not seen. One instance per circuit.
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
