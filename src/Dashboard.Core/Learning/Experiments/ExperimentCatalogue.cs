using Dashboard.Core.Model;

namespace Dashboard.Core.Learning.Experiments;

/// <summary>The experiments, in the recommended order.</summary>
public static class ExperimentCatalogue
{
    public static IReadOnlyList<Experiment> All { get; } =
    [
        ExecKeepsThePid.Experiment,
        ForkMakesANewOne.Experiment,
        FailedExec.Experiment,
        TwoMoments.Experiment,
        ExitCodes.Experiment,
        PathLookup.Experiment,
        PidReuse.Experiment,
        Orphans.Experiment,
        Zombies.Experiment,
        Births.Experiment,
        Scripts.Experiment,
    ];

    public static Experiment? Find(string name) => All.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Its place in the course, from 1.</summary>
    public static int NumberOf(Experiment experiment) => All.ToList().IndexOf(experiment) + 1;

    /// <summary>The most similar name; null when none is similar.</summary>
    public static string? Suggest(string typed) => Spelling.Nearest(typed, All.Select(e => e.Name));
}
