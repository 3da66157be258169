using System.Runtime.InteropServices;
using Dashboard.Tracing.Bpf.Source;

namespace Dashboard.Server.Cli;

/// <summary>
/// While the command runs, terminal signals (Ctrl+C) are meant for it: the kernel sends them to both processes, and the
/// dashboard ignores them. Afterwards they end the dashboard. SIGTERM and SIGHUP are meant for the dashboard: it ends,
/// and asks the command to end.
/// </summary>
internal sealed class RunSignals : IDisposable
{
    private readonly TracedCommand _command;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly List<PosixSignalRegistration> _registrations = [];

    public RunSignals(TracedCommand command, IHostApplicationLifetime lifetime)
    {
        _command = command;
        _lifetime = lifetime;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    public void Dispose() => _registrations.ForEach(signal => signal.Dispose());

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGTERM or PosixSignal.SIGHUP || _command.End.IsCompleted)
        {
            _command.Terminate();
            _lifetime.StopApplication();
        }
    }
}
