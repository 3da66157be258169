using Dashboard.Benchmarks.Records;

namespace Dashboard.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Few rounds, to see that it works; its figures mean little.</param>
/// <param name="Streams">Of `pipeline` and `memory`: only these streams; all when empty.</param>
internal sealed record BenchmarkOptions(bool Quick, IReadOnlyList<StreamMix> Streams)
{
    public static BenchmarkOptions Parse(IEnumerable<string> words)
    {
        var options = new BenchmarkOptions(false, []);
        foreach (var word in words)
        {
            options = word switch
            {
                "--quick" => options with { Quick = true },
                _ when word.StartsWith("--streams=", StringComparison.Ordinal) => options with
                {
                    Streams = [.. word["--streams=".Length..].Split(',').Select(name => Enum.Parse<StreamMix>(name, ignoreCase: true))],
                },
                _ => throw new ArgumentException($"{word} is no option; there are --quick and --streams={string.Join(',', Enum.GetNames<StreamMix>())}."),
            };
        }

        return options;
    }
}
