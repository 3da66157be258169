using System.Text;
using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.KernelFacts;

/// <summary>What record.sh left in a folder, as facts of each scenario.</summary>
public sealed class Recording
{
    /// <summary>Of a scenario with more processes than this only the number of events is compared: nothing orders what runs side by side.</summary>
    private const int MaxNamedProcesses = 60;

    private readonly string _folder;
    private readonly string _root;
    private readonly List<LifecycleEvent> _events;

    /// <summary>Facts by scenario, in the order in which they ran.</summary>
    public IReadOnlyList<(string Scenario, IReadOnlyList<Fact> Facts)> Scenarios { get; }

    public Recording(string folder, string root)
    {
        (_folder, _root) = (folder, root);
        _events = [.. File.ReadLines(Path.Combine(folder, "events.ndjson")).Select(ReadEvent).OrderBy(e => e.BootNs)];
        Scenarios = [.. File.ReadLines(Path.Combine(folder, "workload.tsv"))
            .Select(line => line.Split('\t'))
            .Where(words => words[0] != "workload")
            .Select(words => (words[0], ScenarioFacts(int.Parse(words[1])))), ("events", LossFacts()), ("doctor", DoctorFacts()),
            ("status", StatusFacts())];
    }

    private static LifecycleEvent ReadEvent(string line)
        => EventJson.TryRead(Encoding.UTF8.GetBytes(line), out var e, out var problem)
            ? e
            : throw new InvalidDataException($"{problem} {line}");

    private IReadOnlyList<Fact> ScenarioFacts(int rootPid)
    {
        var names = new ProcessNames(_events, rootPid);
        var events = _events.Where(e => names.Has(e.Process)).ToList();
        return names.Count <= MaxNamedProcesses
            ? [.. new FactReader(names, _root).Read(events)]
            : [.. events.GroupBy(e => e.Kind).Select(kind => new Fact("all", $"{EventKinds.NameOf(kind.Key)}.count", $"{kind.Count()}"))];
    }

    private IReadOnlyList<Fact> LossFacts()
        => [new Fact("all", "lost.count", $"{_events.OfType<LostEvent>().Sum(e => e.Count)}")];

    /// <summary>Without what a look at processes of the machine came to: they are others, and something else may protect them.</summary>
    private IReadOnlyList<Fact> DoctorFacts()
    {
        using var document = Open("doctor.json");
        return [.. document.RootElement.GetProperty("checks").EnumerateArray()
            .Where(check => check.GetProperty("name").GetString() != "Processes from before capture")
            .Select(check => new Fact("", $"{check.GetProperty("name")}", $"{check.GetProperty("state")}"))];
    }

    private IReadOnlyList<Fact> StatusFacts()
    {
        using var document = Open("status.json");
        return [.. document.RootElement.GetProperty("probes").EnumerateArray()
            .Select(probe => new Fact("", $"{probe.GetProperty("name")}", $"attached {probe.GetProperty("attached")}"))];
    }

    private JsonDocument Open(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, name)));
}
