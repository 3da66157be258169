using Dashboard.Server.Cli;
using Dashboard.Server.Hosting;

namespace Dashboard.Server;

/// <summary>No top-level statements: an asynchronous Main would load more files than a low limit allows, before the check of that limit.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        CoreDumps.Forbid();
        NativeHeap.LimitArenas();
        return StartLimits.Ensure(args) ? Run(args) : ExitStatuses.Failed;
    }

    private static int Run(string[] args)
    {
        LossyStream.UseForErrors();
        return CommandLine.RunAsync(args).GetAwaiter().GetResult();
    }
}
