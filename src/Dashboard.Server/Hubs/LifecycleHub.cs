using Dashboard.Core.Filtering.Language;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Hubs;

/// <summary>The live stream for programs and pages: /hubs/lifecycle, JSON and MessagePack.</summary>
internal sealed class LifecycleHub(LiveEvents live) : Hub
{
    public const string Path = "/hubs/lifecycle";

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(SubscriptionLimit)] = new SubscriptionLimit();
        return base.OnConnectedAsync();
    }

    /// <summary>Streams <see cref="EventBatch"/>es until the client ends the stream.</summary>
    /// <param name="filter">In the filter language of the pages; null and "" match everything.</param>
    /// <param name="fromSeq">The ToSeq of the last received batch, to continue after it; null starts now.</param>
    /// <exception cref="HubException">Bad filter, negative number, or too many subscriptions on the connection.</exception>
    public IAsyncEnumerable<EventBatch> Subscribe(string? filter, long? fromSeq, CancellationToken cancellation)
    {
        if (!Filter.TryParse(filter, out var parsed, out var error))
        {
            throw new HubException($"Bad filter at position {error.Position}: {error.Sentence}");
        }

        if (fromSeq < 0)
        {
            throw new HubException("fromSeq is the number of an event, 0 or more; leave it null to begin now");
        }

        return ((SubscriptionLimit)Context.Items[typeof(SubscriptionLimit)]!).BoundAsync(live.ReadAsync(parsed, fromSeq, cancellation), cancellation);
    }
}
