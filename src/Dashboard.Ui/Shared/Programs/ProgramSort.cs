using Dashboard.Core.Statistics.Programs;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Programs;

/// <summary>The order of programs in the URL.</summary>
public static class ProgramSort
{
    public const string Parameter = "sort";

    public static ProgramOrder Read(UrlState url)
        => Enum.TryParse<ProgramOrder>(url.Get(Parameter), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : ProgramOrder.Runs;

    /// <summary>Null for the default.</summary>
    public static string? Value(ProgramOrder order) => order == ProgramOrder.Runs ? null : order.ToString().ToLowerInvariant();
}
