using System.Globalization;
using Dashboard.Benchmarks.Records;

namespace Dashboard.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Few rounds, to see that it works; its figures mean little.</param>
/// <param name="Streams">Of `pipeline` and `memory`: only these streams; all when empty.</param>
/// <param name="Rounds">How often what is repeated is repeated; null for the verb's own number.</param>
/// <param name="Page">Of `viewers`: the page that they have open.</param>
/// <param name="Hours">Of `soak`: how long; null for half an hour.</param>
/// <param name="Tracers">Of `cycle`: only these, by a word of their names; all when empty.</param>
internal sealed record BenchmarkOptions(bool Quick, IReadOnlyList<StreamMix> Streams, int? Rounds = null, string Page = "/tree", string[]? Tracers = null, double? Hours = null)
{
    public static BenchmarkOptions Parse(IEnumerable<string> words)
    {
        var options = new BenchmarkOptions(false, []);
        foreach (var word in words)
        {
            options = word switch
            {
                "--quick" => options with { Quick = true },
                _ when word.StartsWith("--rounds=", StringComparison.Ordinal) => options with
                {
                    Rounds = int.Parse(word["--rounds=".Length..], CultureInfo.InvariantCulture),
                },
                _ when word.StartsWith("--hours=", StringComparison.Ordinal) => options with
                {
                    Hours = double.Parse(word["--hours=".Length..], CultureInfo.InvariantCulture),
                },
                _ when word.StartsWith("--page=", StringComparison.Ordinal) => options with { Page = word["--page=".Length..] },
                _ when word.StartsWith("--tracers=", StringComparison.Ordinal) => options with { Tracers = word["--tracers=".Length..].Split(',') },
                _ when word.StartsWith("--streams=", StringComparison.Ordinal) => options with
                {
                    Streams = [.. word["--streams=".Length..].Split(',').Select(name => Enum.Parse<StreamMix>(name, ignoreCase: true))],
                },
                _ => throw new ArgumentException($"{word} is no option; there are --quick, --rounds=N, --page=PATH, --hours=N, --tracers=A,B and --streams={string.Join(',', Enum.GetNames<StreamMix>())}."),
            };
        }

        return options;
    }
}
