using Dashboard.Benchmarks.Workloads;

namespace Dashboard.Benchmarks.Reporting;

/// <summary>The pieces of all rounds with something, and those without it.</summary>
/// <param name="bare">Those without, which all that is compared in the same place shares: more of them, spread over the same time.</param>
/// <param name="stopsReference">True when what is compared holds up the reference too, so that only plain time can be compared.</param>
internal sealed class Comparison(List<Piece> bare, bool stopsReference = false)
{
    private readonly List<Piece> _with = [];

    public void Add(IEnumerable<Piece> without, IEnumerable<Piece> with)
    {
        bare.AddRange(without);
        _with.AddRange(with);
    }

    public double BareAt(double part) => Nanoseconds(bare).At(part);

    /// <summary>By the percentiles of both: one of the differences would choose the pieces whose bare half was disturbed.</summary>
    public double AddedAt(double part) => stopsReference
        ? Nanoseconds(_with).At(part) - BareAt(part)
        : (References(_with).At(part) / References(bare).At(part) - 1) * BareAt(part);

    private static Samples Nanoseconds(IEnumerable<Piece> pieces) => new(pieces.Select(piece => piece.Nanoseconds));

    private static Samples References(IEnumerable<Piece> pieces) => new(pieces.Select(piece => piece.References));
}
