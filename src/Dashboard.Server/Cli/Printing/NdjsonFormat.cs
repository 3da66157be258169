using System.Buffers;
using Dashboard.Core.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>One JSON object per line, as /events/stream sends and --replay reads it.</summary>
internal sealed class NdjsonFormat : IEventFormat
{
    private readonly EventLines _lines = new();

    public void Write(LifecycleEvent e, IBufferWriter<byte> output) => _lines.Write(e, output);
}
