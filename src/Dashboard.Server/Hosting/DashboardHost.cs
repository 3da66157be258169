using Dashboard.Core.Feeds;
using Dashboard.Core.Learning;
using Dashboard.Server.Api;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Hosting.Logging;
using Dashboard.Server.Hubs;
using Dashboard.Server.Ingest;
using Dashboard.Server.Lab;
using Dashboard.Server.Metrics;
using Dashboard.Server.Querying;
using Dashboard.Server.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Server.Hosting;

/// <summary>Builds the web server.</summary>
internal static class DashboardHost
{
    private const int MaxRequestBodyBytes = 1 << 20;

    /// <summary>Pages and streams are asked to end first; after this time their connections are aborted.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    /// <param name="feed">The caller disposes it, after the server has stopped.</param>
    public static WebApplication Build(ServeSettings settings, IEventFeed feed, Capture capture)
    {
        var options = new WebApplicationOptions
        {
            // Assets are found by this name, also when another program (a test) hosts the server.
            ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
            // The program may be started in any directory; its files are next to the executable.
            ContentRootPath = AppContext.BaseDirectory,
            // There is no settings file to watch, and inotify watches are limited.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        };
        // Slim: without IIS, HTTP/3 and Windows event logs, which would use memory, and without hosting startups.
        var builder = DevelopmentMode.IsOn ? WebApplication.CreateBuilder(options) : WebApplication.CreateSlimBuilder(options);
        // Without this, a build that is not published answers each asset with status 200 and no content.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
        Quiet(builder.Logging);

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        if (settings.HandlesSignalsItself)
        {
            services.AddSingleton<IHostLifetime, SilentLifetime>();
        }

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(capture);
        services.AddSingleton(capture.Store);
        services.AddSingleton(capture.Store.Clock);
        // As instances, so that the container does not dispose the feed while it is still read.
        services.AddSingleton(feed);
        services.AddSecurity(settings);
        services.AddSingleton<ILaboratory>(_ => new Laboratory(settings.AllowLab));
        services.AddSingleton(new OwnCost(TimeProvider.System, () => Environment.CpuUsage.TotalTime));
        services.AddSingleton<IInspection, Inspection>();
        services.AddSingleton<IngestLag>();
        services.AddSingleton<QueryWorker>();
        services.AddSingleton<CaptureMetrics>();
        services.AddHostedService<IngestService>();
        services.AddLiveEvents();
        services.AddApi();
        services.AddDashboardUi();
        KeepKeys(services.AddDataProtection(), settings.Data);

        var app = builder.Build();
        app.UseApiErrors();
        app.UseSecurity(settings);
        app.MapLogin();
        app.MapApi();
        app.MapLiveEvents();
        app.MapDashboardUi();
        return app;
    }

    /// <summary>The console shows the address and problems only.</summary>
    private static void Quiet(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.AddSingleton<LogBudget>();
        logging.AddConsole(console => console.FormatterName = BoundedLines.FormatterName);
        logging.AddConsoleFormatter<BoundedLines, ConsoleFormatterOptions>();
        // stdout contains only the address, for scripts.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        // Two warnings that do not apply: the keys are protected by file permissions, or are in memory on purpose.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Client errors are answered to the client; LiveEvents logs our own.
        logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        // ProviderSetup logs one sentence; the handler would log a stack trace for what anyone can send.
        logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
        // The command reports start-up failures in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    /// <summary>Blazor encrypts its state with these keys; without a data directory, a restart makes open pages reload.</summary>
    private static void KeepKeys(IDataProtectionBuilder protection, DataDirectory data)
    {
        protection.SetApplicationName("process-lifecycle-dashboard");
        if (data.Path is null)
        {
            protection.UseEphemeralDataProtectionProvider();
            WriteNoKeys(protection.Services);
            return;
        }

        protection.Services.AddOptions<KeyManagementOptions>()
            .Configure<ILoggerFactory>((keys, logs) => keys.XmlRepository = new KeptKeys(data, logs));
    }

    /// <summary>Keeps the library from creating a key in the home directory at start, where it is not used.</summary>
    private static void WriteNoKeys(IServiceCollection services)
    {
        var library = typeof(EphemeralDataProtectionProvider).Assembly;
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == library));
    }
}
