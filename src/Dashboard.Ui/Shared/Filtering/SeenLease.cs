using Dashboard.Core.Filtering.Editing;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.History;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>
/// The observed values of the field that is being typed. Reading them looks at all processes while the store is locked, so not on each key.
/// Bounded by <see cref="SeenValues.MaxValues"/>.
/// </summary>
internal sealed class SeenLease(LifecycleStore store, TimeProvider time)
{
    /// <summary>How long they serve the keys that narrow them down.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private (FilterField Field, IReadOnlyList<FilterValueCount> Values, long ReadAt)? _seen;

    public IReadOnlyList<FilterValueCount> Of(FilterField field)
    {
        if (_seen is not { } seen || seen.Field != field || time.GetElapsedTime(seen.ReadAt) > Lease)
        {
            _seen = seen = (field, store.Read(view => SeenValues.Of(view, field)), time.GetTimestamp());
        }

        return seen.Values;
    }

    public void Forget() => _seen = null;
}
