using Bunit;
using Dashboard.Core.Events;
using Dashboard.Core.Feeds;
using Dashboard.Core.Model;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Overview;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Xunit;

namespace Dashboard.Ui.Tests.Overview;

/// <summary>What the tests of the overview let happen.</summary>
public abstract class OverviewTestBase : Screen
{
    private protected const long Second = 1_000_000_000;

    private protected string Find(int pid) => Capture.Store.Read(view => view.Processes.Lives(pid)!.Newest.Id.StartNs).ToString();

    private protected string LastStart() => Capture.Store.Read(view => view.Processes.All.Max(p => p.Id.StartNs)).ToString();

    private protected static string Text(AngleSharp.Dom.IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private protected static string Spaced(AngleSharp.Dom.IElement element) => string.Join(' ', element.Children.Select(child => child.TextContent));

    private protected void Run(ProcessId parent, int pid, string path, int code = 0)
    {
        var id = Story.Fork(parent, pid);
        Story.Exec(id, path).Add(id, new ExitEvent { ExitCode = code });
    }
}
