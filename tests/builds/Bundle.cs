#:package YamlDotNet
#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true

// Writes the bundle's config.json, by which crun starts the image, from compose.yaml. What compose.yaml grants and forbids
// is exactly what the container gets; a key that is not known here is an error, so that none is left out.
// Usage: dotnet run --file Bundle.cs COMPOSE FOLDER [ARGUMENTS...]
// FOLDER holds rootfs and image.json (of buildah inspect); ARGUMENTS stand for the image's own, as in docker run.
// The rest is what engines give to every container: https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

var folder = args[1];
var image = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "image.json")))!["OCIv1"]!["config"]!;
var service = Service(args[0]);
foreach (var key in service.Children.Keys.Select(k => ((YamlScalarNode)k).Value!))
{
    string[] known = ["build", "restart", "pid", "network_mode", "cgroup", "read_only", "tmpfs", "cap_drop", "cap_add", "security_opt", "ulimits", "volumes"];
    Must(known.Contains(key), $"Bundle.cs does not know what \"{key}\" of compose.yaml means.");
}

Must(List("cap_drop") is ["ALL"], "compose.yaml is to drop all capabilities.");
Must(List("security_opt").All(o => o == "no-new-privileges:true"), "Bundle.cs knows no other security_opt than no-new-privileges.");
var granted = Strings(List("cap_add").Select(c => "CAP_" + c));
JsonArray namespaces = [Namespace("mount"), Namespace("ipc"), Namespace("uts")];
foreach (var (key, name) in new[] { ("pid", "pid"), ("network_mode", "network"), ("cgroup", "cgroup") })
{
    if (Text(key) != "host")
    {
        namespaces.Add(Namespace(name));
    }
}

var config = new JsonObject
{
    ["ociVersion"] = "1.0.0",
    ["root"] = new JsonObject { ["path"] = "rootfs", ["readonly"] = Text("read_only") == "true" },
    ["process"] = new JsonObject
    {
        ["user"] = new JsonObject { ["uid"] = int.Parse(image["User"]?.GetValue<string>() is { Length: > 0 } u ? u : "0"), ["gid"] = 0 },
        ["cwd"] = "/",
        ["args"] = Strings([.. Items(image["Entrypoint"]), .. args.Length > 2 ? args[2..] : Items(image["Cmd"])]),
        ["env"] = Strings(Items(image["Env"]).Append("HOME=/root")),
        ["noNewPrivileges"] = List("security_opt").Length > 0,
        ["rlimits"] = new JsonArray([.. Limits()]),
        ["capabilities"] = new JsonObject
        {
            ["bounding"] = granted,
            ["effective"] = granted.DeepClone(),
            ["permitted"] = granted.DeepClone(),
        },
    },
    ["mounts"] = new JsonArray([.. Usual(), .. List("tmpfs").Select(t => Mount(t, "tmpfs", "tmpfs", "rw", "noexec", "nosuid", "nodev")), .. List("volumes").Select(Volume)]),
    ["linux"] = new JsonObject
    {
        ["namespaces"] = namespaces,
        ["seccomp"] = Seccomp.Of("/usr/share/containers/seccomp.json", [.. List("cap_add").Select(c => "CAP_" + c)]),
        ["maskedPaths"] = Strings(["/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/sys/firmware"]),
        ["readonlyPaths"] = Strings(["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]),
    },
};
File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

static YamlMappingNode Service(string path)
{
    var yaml = new YamlStream();
    using var reader = new StreamReader(path);
    yaml.Load(reader);
    return (YamlMappingNode)yaml.Documents[0].RootNode["services"]["dashboard"];
}

string? Text(string key) => service.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

string[] List(string key) => service.Children.TryGetValue(key, out var value) ? [.. ((YamlSequenceNode)value).Select(v => ((YamlScalarNode)v).Value!)] : [];

// "memlock: -1": no limit. Where this machine does not let root raise the limit, the container gets the one that is there.
IEnumerable<JsonObject> Limits()
{
    if (!service.Children.TryGetValue("ulimits", out var limits))
    {
        yield break;
    }

    Must(limits.ToString() == "{ { memlock, -1 } }", "Bundle.cs knows no other ulimits than memlock: -1.");
    var here = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max locked memory", StringComparison.Ordinal));
    var hard = here.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
    var most = hard == "unlimited" ? ulong.MaxValue : ulong.Parse(hard);
    Console.Error.WriteLine($"Locked memory of the container: {hard}.");
    yield return new() { ["type"] = "RLIMIT_MEMLOCK", ["soft"] = most, ["hard"] = most };
}

static string[] Items(JsonNode? array) => array is JsonArray items ? [.. items.Select(i => i!.GetValue<string>())] : [];

static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

static JsonObject Namespace(string name) => new() { ["type"] = name };

static JsonObject Mount(string target, string type, string source, params string[] options)
    => new() { ["destination"] = target, ["type"] = type, ["source"] = source, ["options"] = Strings(options) };

// SOURCE:TARGET[:ro]; a source without a slash is a volume that the engine makes, empty at first.
JsonObject Volume(string volume)
    => volume.Split(':') is [var source, var target, .. var mode]
        ? Mount(target, "bind", source.Contains('/') ? source : NewVolume(source), ["rbind", .. mode])
        : throw new InvalidOperationException($"\"{volume}\" is no SOURCE:TARGET.");

string NewVolume(string name) => Directory.CreateDirectory(Path.GetFullPath(Path.Combine(folder, "volumes", name))).FullName;

static JsonObject[] Usual() =>
[
    Mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"),
    Mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
    Mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"),
    Mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
    Mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
    Mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "ro"),
];

static void Must(bool holds, string otherwise)
{
    if (!holds)
    {
        throw new InvalidOperationException(otherwise);
    }
}

/// <summary>
/// The seccomp profile that engines give to every container, as the specification of runtimes writes it. Debian 12's is
/// that of Podman, which ties bpf and perf_event_open to CAP_SYS_ADMIN; here they are tied to their own capabilities, as
/// in Docker since 23.0 (https://github.com/moby/moby/pull/43987).
/// </summary>
internal static class Seccomp
{
    private static readonly Dictionary<string, string> OwnCapability = new() { ["bpf"] = "CAP_BPF", ["perf_event_open"] = "CAP_PERFMON" };

    public static JsonObject Of(string profile, string[] granted)
    {
        var rules = JsonNode.Parse(File.ReadAllText(profile))!;
        var allowed = OwnCapability.Where(c => granted.Contains(c.Value)).Select(c => c.Key).ToArray();
        return new JsonObject
        {
            ["defaultAction"] = rules["defaultAction"]!.DeepClone(),
            ["defaultErrnoRet"] = 1,
            ["syscalls"] = new JsonArray(
            [
                Rule(allowed, "SCMP_ACT_ALLOW", null),
                .. rules["syscalls"]!.AsArray()
                    .Where(r => Applies(r!, granted) && (string?)r!["action"] == "SCMP_ACT_ALLOW")
                    .Select(r => Rule(Items(r!["names"]), "SCMP_ACT_ALLOW", r["args"])),
            ]),
        };
    }

    /// <summary>"includes" names what must be granted, all of it; "excludes" what must not, not any of it.</summary>
    private static bool Applies(JsonNode rule, string[] granted)
        => Items(rule["includes"]?["caps"]).All(granted.Contains)
            && !Items(rule["excludes"]?["caps"]).Any(granted.Contains)
            && Items(rule["includes"]?["arches"]) is var arches && (arches.Length == 0 || arches.Contains("amd64"));

    private static JsonObject Rule(string[] names, string action, JsonNode? conditions)
    {
        var rule = new JsonObject { ["names"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]), ["action"] = action };
        if (conditions is JsonArray { Count: > 0 })
        {
            rule["args"] = conditions.DeepClone();
        }

        return rule;
    }

    private static string[] Items(JsonNode? array) => array is JsonArray items ? [.. items.Select(i => i!.GetValue<string>())] : [];
}
