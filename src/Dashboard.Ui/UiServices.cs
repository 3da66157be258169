using Dashboard.Ui.Shared.Filtering;
using Dashboard.Ui.Shared.Live;
using Dashboard.Ui.Shared.Url;
using Dashboard.Ui.Shared.Viewer;
using Dashboard.Ui.Tree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace Dashboard.Ui;

/// <summary>Registers the services of the pages, except <c>Capture</c>, which the host registers.</summary>
public static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddMudServices();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<UrlState>();
        services.AddScoped<FilterState>();
        services.AddScoped<LivePulse>();
        services.AddScoped<KeyCommands>();
        services.AddScoped<Browser>();
        services.AddScoped<ViewSettings>();
        services.AddScoped<TreeViewModel>();
        services.AddScoped<EndedCount>();
        return services;
    }
}
