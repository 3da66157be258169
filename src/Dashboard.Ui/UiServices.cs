using Dashboard.Core.Feeds;
using Dashboard.Core.Querying;
using Dashboard.Core.Readings;
using Dashboard.Core.Statistics.Recent;
using Dashboard.Ui.Shared.Charts;
using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Ui;

/// <summary>Registers the services of the pages, except <c>Capture</c>, which the host registers.</summary>
public static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            // No transitions: a panel is usable at once, and its contrast is final.
            options.PopoverOptions.Duration = TimeSpan.Zero;
            options.SnackbarConfiguration.ShowTransitionDuration = 0;
            options.SnackbarConfiguration.HideTransitionDuration = 0;
            options.SnackbarConfiguration.MaximumOpacity = 100;
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new BusyProcesses(
            provider.GetRequiredService<Capture>().Store, provider.GetRequiredService<Capture>().Usage, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new RecentSource(provider.GetRequiredService<Capture>().Store, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new CommandSource(provider.GetRequiredService<Capture>().Store, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<UrlState>();
        services.AddScoped<FilterState>();
        services.AddScoped<FilterHistory>();
        services.AddScoped<LivePulse>();
        services.AddScoped<KeyCommands>();
        services.AddScoped<Browser>();
        services.AddScoped<PlotLoad>();
        services.AddScoped<ViewSettings>();
        services.AddScoped<TreeViewModel>();
        services.AddScoped<EndedCount>();
        return services;
    }
}
