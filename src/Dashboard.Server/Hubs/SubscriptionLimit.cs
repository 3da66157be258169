using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Server.Hubs;

/// <summary>Limits the subscriptions of one connection: each costs some kilobytes and wakes with each batch.</summary>
internal sealed class SubscriptionLimit
{
    public const int Max = 64;

    private readonly ConcurrencyLimiter _open = new(new ConcurrencyLimiterOptions { PermitLimit = Max });

    /// <exception cref="HubException">The limit is reached.</exception>
    public async IAsyncEnumerable<EventBatch> BoundAsync(IAsyncEnumerable<EventBatch> batches, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var subscription = _open.AttemptAcquire();
        if (!subscription.IsAcquired)
        {
            throw new HubException($"A connection has {Max} subscriptions at most: end one, or open another connection");
        }

        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            yield return batch;
        }
    }
}
