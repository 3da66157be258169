using System.Diagnostics;
using System.Text;

namespace Dashboard.Server.Tests.Cli;

/// <summary>The built program as a child process.</summary>
internal sealed class DashboardProgram : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private DashboardProgram(IEnumerable<string> args, IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "dashboard"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public StreamReader Output => _process.StandardOutput;

    public int Pid => _process.Id;

    public static DashboardProgram Start(params string[] args) => new(args, []);

    public static DashboardProgram StartWith(IEnumerable<(string Name, string? Value)> environment, params string[] args) => new(args, environment);

    /// <summary>Runs to the end. stdout is decoded as Latin-1: one character per byte.</summary>
    public static Task<(int Status, string Output, string Errors)> RunAsync(params string[] args) => RunWithAsync([], args);

    public static async Task<(int Status, string Output, string Errors)> RunWithAsync(
        IEnumerable<(string Name, string? Value)> environment, params string[] args)
    {
        using var program = StartWith(environment, args);
        var output = await program.Output.ReadToEndAsync().WaitAsync(Deadline);
        var (status, errors) = await program.EndAsync();
        return (status, output, errors);
    }

    public async Task<string> ReadLineAsync()
        => await Output.ReadLineAsync().WaitAsync(Deadline) ?? throw new EndOfStreamException(await _errors);

    public async Task<(int Status, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return (_process.ExitCode, await _errors);
    }

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{Pid}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
