using System.Text.Json;
using Dashboard.Core.Events;

namespace Dashboard.KernelFacts;

/// <summary>Turns the events of a scenario into facts. Works on the JSON, so that a new field is compared from its first day on.</summary>
/// <param name="root">The folder that the workload took for "/"; directories are seen with it on the machine that the guests are compared with.</param>
public sealed class FactReader(ProcessNames names, string root)
{
    /// <summary>Differ from run to run, and are no facts of the process.</summary>
    private static readonly HashSet<string> Ignored = ["kind", "seq", "time", "bootNs", "id"];

    /// <summary>Of these only counts whether they are known: load and hardware decide on the rest.</summary>
    private static readonly HashSet<string> Measured =
    [
        "durationNs", "zombieNs", "lifetimeNs", "userNs", "systemNs", "maxRssBytes", "minorFaults", "majorFaults",
        "voluntarySwitches", "involuntarySwitches", "readBytes", "writeBytes",
    ];

    public IEnumerable<Fact> Read(IEnumerable<LifecycleEvent> events)
    {
        var count = new Dictionary<string, int>();
        foreach (var e in events)
        {
            var process = names.Of(e.Process);
            var kind = $"{process} {EventKinds.NameOf(e.Kind)}";
            var number = count[kind] = count.GetValueOrDefault(kind) + 1;
            using var document = JsonDocument.Parse(EventJson.Write(e));
            foreach (var fact in Fields($"{kind} {number}", EventKinds.NameOf(e.Kind), document.RootElement, e))
            {
                yield return fact;
            }
        }

        foreach (var (kind, number) in count)
        {
            yield return new Fact(kind, $"{kind.Split(' ')[1]}.count", $"{number}");
        }
    }

    private IEnumerable<Fact> Fields(string place, string prefix, JsonElement element, LifecycleEvent e)
    {
        foreach (var property in element.EnumerateObject())
        {
            var field = $"{prefix}.{property.Name}";
            if (Ignored.Contains(property.Name))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Object && !IsReference(property.Value))
            {
                foreach (var fact in Fields(place, field, property.Value, e))
                {
                    yield return fact;
                }
            }
            else
            {
                yield return new Fact(place, field, Value(property, field, e));
            }
        }
    }

    private static bool IsReference(JsonElement value) => value.TryGetProperty("id", out _);

    private string Value(JsonProperty property, string field, LifecycleEvent e)
    {
        var value = property.Value;
        return (property.Name, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => "unknown",
            (_, JsonValueKind.Object) => Reference(value),
            ("process" or "parent", _) => names.OfId(value.GetString()!),
            ("pid" or "ppid" or "session" or "processGroup", _) => names.OfPid(value.GetInt32()),
            ("tid" or "oldTid" or "pidInNamespace", _) => value.GetInt32() switch
            {
                var number when number == e.Pid => "the pid",
                // The first of a pid namespace have small numbers.
                var number and < 10 => $"{number}",
                _ => "another number",
            },
            // What a process changed from and to.
            ("from" or "to", _) when field.Split('.')[^2] is "session" or "pgid" => names.OfPid(value.GetInt32()),
            // The file systems of two machines number their files differently.
            ("cgroup" or "device" or "inode", _) => "known",
            (var name, JsonValueKind.Number) when Measured.Contains(name) => "known",
            (_, JsonValueKind.Array) => string.Join(' ', value.EnumerateArray().Select(item => Text(item.ToString()))),
            _ => Text(value.ToString()),
        };
    }

    private string Reference(JsonElement value)
    {
        var id = value.GetProperty("id").GetString();
        var name = id is null ? names.OfPid(value.GetProperty("pid").GetInt32()) : names.OfId(id);
        return name == "outside" ? name : $"{name} {value.GetProperty("comm").GetString()}";
    }

    private string Text(string text)
    {
        var inside = root.Length > 1 ? text.Replace(root, "", StringComparison.Ordinal) : text;
        return inside.Length == 0 && text.Length > 0 ? "/" : inside.ReplaceLineEndings("\\n").Replace('\t', ' ');
    }
}
