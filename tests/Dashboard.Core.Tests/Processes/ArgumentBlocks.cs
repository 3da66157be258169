using System.Text;
using Dashboard.Core.Events;

namespace Dashboard.Core.Tests.Processes;

/// <summary>Arguments as in a live feed: bytes where possible, else texts as in a recording.</summary>
internal static class ArgumentBlocks
{
    public static byte[] Of(IReadOnlyList<string> args) => Encoding.UTF8.GetBytes(string.Concat(args.Select(a => a + '\0')));

    public static LifecycleEvent AsFromTheKernel(LifecycleEvent e)
    {
        if (e is ExecExitEvent { Args: { } args } exec && Of(args) is var block && ArgumentBytes.CanHold(block))
        {
            exec.KeepArguments(block, new byte[block.Length]);
        }

        return e;
    }
}
