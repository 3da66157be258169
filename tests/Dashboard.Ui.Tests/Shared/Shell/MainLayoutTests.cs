using Bunit;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

public sealed class MainLayoutTests : Screen
{
    /// <summary>Quick navigation: the scripts come when the layout that asked for them has been left.</summary>
    [Fact]
    public async Task Layout_LeftBeforeTheScriptsCame_FailsNothing()
    {
        var start = JSInterop.SetupModule("./js/shell.js").Setup<StoredView?>("start", _ => true);
        var layout = Render<MainLayout>();
        layout.WaitForAssertion(() => Assert.Single(start.Invocations));

        await layout.InvokeAsync(() => start.SetException(new ObjectDisposedException(nameof(DotNetObjectReference))));
        // What waited for the script has gone on by now.
        await layout.InvokeAsync(() => Task.CompletedTask);

        Assert.False(Renderer.UnhandledException.IsCompleted, "the layout has thrown");
        Assert.Empty(JSInterop.Invocations["setClock"]);
    }
}
