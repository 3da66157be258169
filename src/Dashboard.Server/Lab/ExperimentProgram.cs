using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Core.Learning;
using Dashboard.Tracing.Privileges;

namespace Dashboard.Server.Lab;

/// <summary>Runs an experiment's program: no arguments, no input, a fixed environment, killed after a timeout.</summary>
internal static class ExperimentProgram
{
    /// <summary>The longest experiment takes a quarter of a second on a quiet machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Upper bound of its output that is kept.</summary>
    private const int MaxOutput = 4096;

    /// <summary>The one program whose step takes root, and how it asks for that step.</summary>
    private const string PidChooser = "pid_reuse";
    private const string Question = "next-pid ";

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
        var choosesPid = CapturePart.IsThere && experiment.Program == PidChooser;
        if (choosesPid)
        {
            start.Environment["DASHBOARD_CHOOSES_PID"] = "1";
        }

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
        if (!choosesPid)
        {
            process.StandardInput.Close();
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var output = choosesPid ? ReadAndChooseAsync(process, patience.Token) : ReadAsync(process.StandardOutput, patience.Token);
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

    /// <summary>Lets the privileged part choose the next pid where the program asks for it; the rest is its output.</summary>
    private static async Task<string> ReadAndChooseAsync(Process process, CancellationToken cancellation)
    {
        var kept = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Question, StringComparison.Ordinal) && int.TryParse(line.AsSpan(Question.Length), CultureInfo.InvariantCulture, out var pid))
            {
                CapturePart.SetNextPid(pid);
                await process.StandardInput.WriteAsync("\n".AsMemory(), cancellation);
                await process.StandardInput.FlushAsync(cancellation);
            }
            else
            {
                kept.Append(line, 0, Math.Clamp(MaxOutput - kept.Length, 0, line.Length)).Append('\n');
            }
        }

        return kept.ToString();
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
