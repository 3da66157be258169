using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Dashboard.Core.Learning;

namespace Dashboard.Server.Lab;

/// <summary>Runs an experiment's program: no arguments, no input, a fixed environment, killed after a timeout.</summary>
internal static class ExperimentProgram
{
    /// <summary>The longest experiment takes a quarter of a second on a quiet machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Upper bound of its output that is kept.</summary>
    private const int MaxOutput = 4096;

    public static async Task<ProgramResult> RunAsync(Experiment experiment, Action<int> started, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(LabFolder.ProgramOf(experiment))
        {
            WorkingDirectory = LabFolder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception problem) when (problem is Win32Exception or InvalidOperationException)
        {
            return new ProgramResult("", $"{start.FileName} cannot be started: {problem.Message.TrimEnd('.')}. Build it with `make build`.");
        }

        started(process.Id);
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var output = ReadAsync(process.StandardOutput, patience.Token);
        var errors = ReadAsync(process.StandardError, patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new ProgramResult(await output + await errors, null);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return new ProgramResult("", $"The program was ended after {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<string> ReadAsync(StreamReader stream, CancellationToken cancellation)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            kept.Append(buffer, 0, Math.Min(count, MaxOutput - kept.Length));
        }

        return kept.ToString();
    }
}
