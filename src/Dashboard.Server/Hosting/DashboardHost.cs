using Dashboard.Core.Feeds;
using Dashboard.Core.Learning;
using Dashboard.Server.Api;
using Dashboard.Server.Hosting.Data;
using Dashboard.Server.Hosting.Logging;
using Dashboard.Server.Hubs;
using Dashboard.Server.Ingest;
using Dashboard.Server.Lab;
using Dashboard.Server.Querying;
using Dashboard.Server.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Server.Hosting;

/// <summary>Puts the web server together.</summary>
internal static class DashboardHost
{
    private const int MaxRequestBodyBytes = 1 << 20;

    /// <summary>Pages and streams are told to end first; what does not is cut off.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    /// <param name="feed">Stays the caller's to dispose, after the server has stopped.</param>
    public static WebApplication Build(ServeSettings settings, IEventFeed feed, Capture capture)
    {
        // Slim: without what runs under IIS, HTTP/3 and event logs of another system, which takes memory all the same.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // By this name the assets are found, also when another program (a test) hosts the server.
            ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
            // The program is started from any directory; its files lie beside it.
            ContentRootPath = AppContext.BaseDirectory,
            // There is no settings file to watch, and inotify watches are scarce.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        // Otherwise a build that was not published answers each asset with 200 and no byte.
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
        if (settings.HearsSignalsItself)
        {
            services.AddSingleton<IHostLifetime, SilentLifetime>();
        }

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(capture);
        services.AddSingleton(capture.Store);
        services.AddSingleton(capture.Store.Clock);
        // As instances, so that the container does not dispose the feed under a reader that is still at work.
        services.AddSingleton(feed);
        services.AddSecurity(settings);
        services.AddSingleton<ILaboratory>(_ => new Laboratory(settings.AllowLab));
        services.AddSingleton(new OwnCost(TimeProvider.System, () => Environment.CpuUsage.TotalTime));
        services.AddSingleton<IInspection, Inspection>();
        services.AddSingleton<IngestLag>();
        services.AddSingleton<QueryWorker>();
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

    /// <summary>The console is for the address and for problems.</summary>
    private static void Quiet(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.AddSingleton<LogBudget>();
        logging.AddConsole(console => console.FormatterName = BoundedLines.FormatterName);
        logging.AddConsoleFormatter<BoundedLines, ConsoleFormatterOptions>();
        // stdout has the address only, so that scripts can read it.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        // Keys that are only readable by their owner need no second lock, and keys in memory are meant.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // What clients do wrong is told to them; see LiveEvents for what we do wrong.
        logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        // Start-up failures are told in one sentence by the command.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }

    /// <summary>Blazor seals its state with these; without a place to keep them a restart makes open pages load anew.</summary>
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

    /// <summary>The library makes a key in the home directory as it starts, also where nothing will ever use it.</summary>
    private static void WriteNoKeys(IServiceCollection services)
    {
        var library = typeof(EphemeralDataProtectionProvider).Assembly;
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == library));
    }
}
