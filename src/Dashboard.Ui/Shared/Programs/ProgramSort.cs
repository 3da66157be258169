using Dashboard.Core.Feeds;
using Dashboard.Core.Statistics.Programs;
using Dashboard.Ui.Shared.Url;

namespace Dashboard.Ui.Shared.Programs;

/// <summary>The order of programs in the URL.</summary>
public static class ProgramSort
{
    public const string Parameter = "sort";

    public static ProgramOrder Read(UrlState url, Capture capture)
        => Enum.TryParse<ProgramOrder>(url.Get(Parameter), ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : Default(capture);

    /// <summary>Null for the default.</summary>
    public static string? Value(ProgramOrder order, Capture capture) => order == Default(capture) ? null : Name(order);

    public static string Name(ProgramOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>Of a run or a recording people ask what took the time, of a machine what runs.</summary>
    private static ProgramOrder Default(Capture capture) => capture.IsOnePiece ? ProgramOrder.Sum : ProgramOrder.Runs;
}
