using Dashboard.Core.Model;
using Dashboard.Core.Readings;

namespace Dashboard.Tests.Shared;

/// <summary>Answers what a test wants, and counts.</summary>
internal sealed class FakeProcessReader(Func<ProcessId, ProcessReading> read) : IProcessReader
{
    public List<ProcessId> Asked { get; } = [];

    /// <summary>Answers wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<ProcessReading> ReadAsync(ProcessId id)
    {
        Asked.Add(id);
        await Gate;
        return read(id);
    }
}
