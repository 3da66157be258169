using System.Buffers;
using Dashboard.Core.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>One JSON object a line: what /events/stream sends and --replay reads.</summary>
internal sealed class NdjsonFormat : IEventFormat
{
    private readonly EventJsonWriter _json = new();

    public void Write(LifecycleEvent e, IBufferWriter<byte> output) => _json.WriteLine(e, output);
}
