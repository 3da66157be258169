using Bunit;
using Dashboard.Ui.Shared.Shell;
using Dashboard.Ui.Shared.Viewer;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Shell;

public sealed class MainLayoutTests : Screen
{
    /// <summary>Fast navigation: the scripts load after the layout that requested them was left.</summary>
    [Fact]
    public async Task Layout_LeftBeforeTheScriptsCame_FailsNothing()
    {
        var start = JSInterop.SetupModule("./js/shell.js").Setup<StoredPreferences?>("start", _ => true);
        var layout = Render<MainLayout>();
        layout.WaitForAssertion(() => Assert.Single(start.Invocations));

        await layout.InvokeAsync(() => start.SetException(new ObjectDisposedException(nameof(DotNetObjectReference))));
        // The continuations after the script load have run by now.
        await layout.InvokeAsync(() => Task.CompletedTask);

        Assert.False(Renderer.UnhandledException.IsCompleted, "the layout has thrown");
        Assert.Empty(JSInterop.Invocations["setClock"]);
    }
}
