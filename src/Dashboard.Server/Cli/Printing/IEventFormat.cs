using System.Buffers;
using Dashboard.Core.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>The format of an event on stdout.</summary>
internal interface IEventFormat
{
    /// <summary>Appends the line of the event with its line break, or nothing for an event that this format does not show.</summary>
    void Write(LifecycleEvent e, IBufferWriter<byte> output);

    /// <summary>True when the line of an exec.enter needs the path, so that it may have to wait for the exec.exit.</summary>
    bool NeedsPathAtEnter => false;
}
