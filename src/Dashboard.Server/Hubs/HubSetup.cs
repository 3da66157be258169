using System.Text.Json;
using Dashboard.Core.Events;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Server.Hubs;

internal static class HubSetup
{
    public static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.AddSingleton<StoreSignal>();
        services.AddSingleton<ViewerCount>();
        services.AddSingleton<LiveEvents>();
        services.AddScoped<CircuitHandler, CircuitViewers>();
        services.AddSignalR()
            .AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(EventJson.Options))
            .AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(CompositeResolver.Create([new EventBatchFormatter()], [StandardResolver.Instance]))
                // Client input is not trusted.
                .WithSecurity(MessagePackSecurity.UntrustedData));
        return services;
    }

    public static void MapLiveEvents(this IEndpointRouteBuilder app) => app.MapHub<LifecycleHub>(LifecycleHub.Path);
}
