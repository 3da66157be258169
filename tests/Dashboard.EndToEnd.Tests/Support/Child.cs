using System.Diagnostics;

namespace Dashboard.EndToEnd.Tests.Support;

/// <summary>A program started by a test, with its output; killed by its pid at the end of the test.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly TaskCompletionSource _outputEnded = new();
    private readonly TaskCompletionSource _errorsEnded = new();

    private Child(Process process)
    {
        _process = process;
        Collect(process, _output, _outputEnded, error: false);
        Collect(process, _errors, _errorsEnded, error: true);
    }

    public int Pid => _process.Id;

    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    public StreamWriter Input => _process.StandardInput;

    public static Child Start(string program, params string[] arguments) => Start(program, arguments, environment: null);

    public static Child Start(string program, string[] arguments, Dictionary<string, string>? environment, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new Child(Process.Start(start)!);
    }

    public void Signal(int signal) => Process.Start("/bin/kill", [$"-{signal}", $"{Pid}"]).WaitForExit();

    public async Task<int> Ended()
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        await Task.WhenAll(_outputEnded.Task, _errorsEnded.Task).WaitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Runs a program to its end and returns its standard output.</summary>
    public static async Task<IReadOnlyList<string>> Run(string program, params string[] arguments)
    {
        await using var child = Start(program, arguments);
        child.Input.Close();
        await child.Ended();
        return child.Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // With its children: one that keeps the output open would keep it from ending.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Collect(Process process, List<string> lines, TaskCompletionSource ended, bool error)
    {
        void Take(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is null)
            {
                ended.TrySetResult();
                return;
            }

            lock (lines)
            {
                lines.Add(e.Data);
            }
        }

        if (error)
        {
            process.ErrorDataReceived += Take;
            process.BeginErrorReadLine();
        }
        else
        {
            process.OutputDataReceived += Take;
            process.BeginOutputReadLine();
        }
    }
}
