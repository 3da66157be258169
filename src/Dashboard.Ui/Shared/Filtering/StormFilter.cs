using System.Globalization;
using Dashboard.Core.Filtering.Language;
using Dashboard.Core.Model;

namespace Dashboard.Ui.Shared.Filtering;

/// <summary>A storm as a filter: its name and its parent's pid.</summary>
public static class StormFilter
{
    /// <summary>"comm:true ppid:200"; without the parent where none is known.</summary>
    public static string Term(ProcessReference parent, string comm)
    {
        var name = FilterTermBuilder.Equal(FilterField.Comm, comm);
        return parent.Pid == 0 ? name : $"{name} {FilterTermBuilder.Equal(FilterField.Ppid, parent.Pid.ToString(CultureInfo.InvariantCulture))}";
    }

    public static void Only(FilterState filter, ProcessReference parent, string comm)
    {
        filter.Settle();
        filter.Set(FilterTermBuilder.Include(filter.Applied.Text, Term(parent, comm)));
    }

    public static void Hide(FilterState filter, ProcessReference parent, string comm)
    {
        filter.Settle();
        filter.Set(FilterTermBuilder.Exclude(filter.Applied.Text, $"({Term(parent, comm)})"));
    }
}
