using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Hubs;

/// <summary>Limits the subscriptions of one connection: each costs some kilobytes and wakes with each batch.</summary>
internal sealed class SubscriptionCount
{
    public const int Max = 64;

    private int _now;

    /// <exception cref="HubException">The limit is reached.</exception>
    public async IAsyncEnumerable<EventBatch> BoundAsync(IAsyncEnumerable<EventBatch> batches, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _now) > Max)
            {
                throw new HubException($"A connection has {Max} subscriptions at most: end one, or open another connection");
            }

            await foreach (var batch in batches.WithCancellation(cancellation))
            {
                yield return batch;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}
