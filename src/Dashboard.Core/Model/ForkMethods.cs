namespace Dashboard.Core.Model;

/// <summary>The names of <see cref="ForkMethod"/> in JSON, filters and the UI.</summary>
public static class ForkMethods
{
    public static string NameOf(ForkMethod how) => how switch
    {
        ForkMethod.Fork => "fork",
        ForkMethod.Vfork => "vfork",
        ForkMethod.Clone => "clone",
        ForkMethod.Clone3 => "clone3",
        _ => "posix_spawn",
    };

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ForkMethod>().Select(NameOf)];
}
