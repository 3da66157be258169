namespace Dashboard.Tracing.Host;

/// <summary>How the running kernel was built, as far as this machine tells: /proc/config.gz, or the file that distributions put into /boot.</summary>
internal sealed class KernelConfig
{
    /// <summary>Null when neither can be read, as in most containers.</summary>
    private readonly HashSet<string>? _lines;

    private KernelConfig(string? text) => _lines = text?.Split('\n').ToHashSet();

    public static KernelConfig Read(Machine machine, string? release)
        => new(machine.ReadCompressed("/proc/config.gz") ?? machine.Read($"/boot/config-{release}"));

    /// <summary>Whether the line "OPTION=y" is there; null when nothing is known.</summary>
    public bool? Has(string option) => _lines?.Contains(option + "=y");
}
