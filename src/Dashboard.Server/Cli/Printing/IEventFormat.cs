using System.Buffers;
using Dashboard.Core.Events;

namespace Dashboard.Server.Cli.Printing;

/// <summary>How an event looks on stdout.</summary>
internal interface IEventFormat
{
    /// <summary>Appends the line of the event with its line break, or nothing for an event that this format does not show.</summary>
    void Write(LifecycleEvent e, IBufferWriter<byte> output);

    /// <summary>True when the path of an exec must be on the line of its enter, so that enters may have to wait for it.</summary>
    bool NeedsPathAtEnter => false;
}
