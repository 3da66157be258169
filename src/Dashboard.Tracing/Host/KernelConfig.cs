namespace Dashboard.Tracing.Host;

/// <summary>Build options of the running kernel, from /proc/config.gz or the file that distributions install in /boot.</summary>
internal sealed class KernelConfig
{
    /// <summary>Null when neither can be read, as in most containers.</summary>
    private readonly HashSet<string>? _lines;

    private KernelConfig(string? text) => _lines = text?.Split('\n').ToHashSet();

    public static KernelConfig Read(Machine machine, string? release)
        => new(machine.ReadCompressed("/proc/config.gz") ?? machine.Read($"/boot/config-{release}"));

    /// <summary>Whether the line "OPTION=y" is there; null when no file could be read.</summary>
    public bool? Has(string option) => _lines?.Contains(option + "=y");
}
