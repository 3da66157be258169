using CsCheck;
using Dashboard.Core.Model;
using Dashboard.Core.Processes;
using Dashboard.Core.Processes.Archive;
using Xunit;

namespace Dashboard.Core.Tests.Processes;

/// <summary>Processes added and removed in any order, compared with the simplest model: a sorted list per pid.</summary>
public sealed class PidIndexTests
{
    private const int Numbers = 3;

    private static readonly Gen<(int Action, int Pid, int Start)[]> Steps =
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, Numbers], Gen.Int[0, 30], (action, pid, start) => (action, pid, start)).Array[0, 120];

    [Fact]
    public void AddRemove_InAnyOrder_FindsEachLifeThatIsHeld() => Steps.Sample(steps =>
    {
        var archive = new ProcessArchive(new CaptureClock(0, null), 1);
        var index = new PidIndex();
        var model = Enumerable.Range(1, Numbers).ToDictionary(pid => pid, _ => new SortedList<long, ProcessRecord>());
        foreach (var (action, pid, start) in steps)
        {
            var lives = model[pid];
            if (action > 0 && !lives.ContainsKey(start))
            {
                var record = new ProcessRecord();
                record.Begin(new ProcessId(pid, start), "", archive.Rent());
                lives.Add(start, record);
                Assert.Equal(lives.Values.TakeWhile(l => l != record).LastOrDefault(), index.Add(record));
            }
            else if (action == 0 && lives.Count > 0)
            {
                var record = lives.Values[start % lives.Count];
                lives.RemoveAt(start % lives.Count);
                index.Remove(record);
            }

            AssertEqual(model, index);
        }
    });

    private static void AssertEqual(Dictionary<int, SortedList<long, ProcessRecord>> model, PidIndex index)
    {
        var held = model.Where(m => m.Value.Count > 0).ToList();
        Assert.Equal(held.Count, index.Count);
        Assert.Equal(held.Select(m => m.Key), index.Keys.Order());
        foreach (var (pid, lives) in model)
        {
            Assert.Equal(lives.Count > 0, index.ContainsKey(pid));
            for (var start = 0; start <= 31; start++)
            {
                Assert.Same(lives.GetValueOrDefault(start), index.Find(new ProcessId(pid, start)));
            }

            if (lives.Count > 0)
            {
                Assert.Equal(lives.Values, index[pid].Lives);
                Assert.Equal(lives.Values.Select(l => l.Life).Order(), lives.Values.Select(l => l.Life));
                Assert.Equal(lives.Values[^1].Life, index[pid].Count);
            }
        }
    }
}
