using Bunit;
using Bunit.TestDoubles;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Xunit;

namespace Dashboard.Ui.Tests.Shared.Live;

public sealed class LivePageTests : Screen
{
    [Fact]
    public void Filter_Set_AsksOnce()
    {
        var page = Render<CountingPage>().Instance;

        Get<FilterState>().Set("comm:ls");

        Assert.Equal((1, 0), (page.Queries, page.Moved));
    }

    [Fact]
    public void Filter_SetTwiceToTheSame_AsksOnce()
    {
        var page = Render<CountingPage>().Instance;

        Get<FilterState>().Set("comm:ls");
        Get<FilterState>().Set("comm:ls");

        Assert.Equal((1, 0), (page.Queries, page.Moved));
    }

    [Fact]
    public void Address_AnotherFilterByTheBrowser_AsksOnceWithThatFilter()
    {
        var page = Render<CountingPage>().Instance;

        Get<BunitNavigationManager>().NavigateTo("/tree?q=comm:cat");

        Assert.Equal((1, 0), (page.Queries, page.Moved));
        Assert.Equal("comm:cat", page.Filtered);
    }

    [Fact]
    public void Address_SameFilter_IsNoOtherQuestionOfTheFilter()
    {
        var page = Render<CountingPage>().Instance;

        Get<UrlState>().Set((UrlState.Selection, "1-2"));

        Assert.Equal((0, 1), (page.Queries, page.Moved));
    }

    /// <summary>Counts the calls on which a page would pull.</summary>
    private sealed class CountingPage : LivePage
    {
        public int Queries { get; private set; }

        public int Moved { get; private set; }

        public string Filtered { get; private set; } = "";

        protected override Task OnQueryChangedAsync()
        {
            Queries++;
            Filtered = Filter.Applied.Text;
            return Task.CompletedTask;
        }

        protected override Task OnAddressAsync()
        {
            Moved++;
            return Task.CompletedTask;
        }
    }
}
