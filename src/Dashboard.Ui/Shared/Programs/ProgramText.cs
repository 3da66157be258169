using Dashboard.Core.Statistics.Programs;
using Dashboard.Ui.Shared.Text;

namespace Dashboard.Ui.Shared.Programs;

/// <summary>Cells of a program's totals, and what each is based on.</summary>
public static class ProgramText
{
    public static string RunsMeaning(ProgramTotals program)
        => (program.Already == 0 ? "" : $"and {DisplayText.Count(program.Already)} already running when this time began; ")
            + (program.Running == 0 ? "none runs now" : $"{DisplayText.Count(program.Running)} running now");

    public static string Lifetime(long? ns) => ns is { } known ? Durations.Of(known) : "—";

    public static string LifetimeMeaning(ProgramTotals program)
        => program.Exited == 0 ? "None has exited" : $"Lifetime of {DisplayText.Count(program.Exited, "exited process", "exited processes")}";

    public static string Failed(ProgramTotals program) => DisplayText.Count(program.Failed);

    public static string FailedMeaning(ProgramTotals program)
    {
        var unknown = program.Exited - program.ExitKnown;
        return $"{DisplayText.Count(program.Failed)} of {DisplayText.Count(program.Processes)} match is:failed"
            + (unknown > 0 ? $"; the exit status of {DisplayText.Count(unknown)} was not observed" : "");
    }

    public static string Cpu(ProgramTotals program) => program.CpuKnown == 0 ? "—" : Durations.Of(program.CpuNs);

    public static string CpuMeaning(ProgramTotals program)
        => program.CpuKnown == 0 ? "CPU time is read at the exit" : $"User and system time of {DisplayText.Count(program.CpuKnown, "exited process", "exited processes")}, added up";

    public static string Memory(ProgramTotals program) => program.MaxRssBytes is { } bytes ? DisplayText.Bytes(bytes) : "—";

    public static string MemoryMeaning(ProgramTotals program)
        => program.MaxRssBytes is null ? "Memory is read at the exit" : $"Largest resident memory among {DisplayText.Count(program.CpuKnown, "exited process", "exited processes")}";

    public static string Path(ProgramKey program) => program.Path is { } path ? DisplayText.Text(path, 80) : "path not captured";
}
