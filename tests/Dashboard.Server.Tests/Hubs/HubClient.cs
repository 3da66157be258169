using System.Buffers;
using System.Text.Json;
using Dashboard.Server.Hubs;
using Dashboard.Server.Tests.Hosting;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Server.Tests.Hubs;

/// <summary>A subscriber that keeps each batch as received JSON, in both protocols.</summary>
internal sealed class HubClient(HubConnection connection, bool usesMessagePack) : IAsyncDisposable
{
    public static async Task<HubClient> ConnectAsync(TestServer server, bool usesMessagePack = false, string? token = TestServer.Token)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server.Address, LifecycleHub.Path), options =>
        {
            if (token is not null)
            {
                options.Headers["Authorization"] = $"Bearer {token}";
            }
        });
        if (usesMessagePack)
        {
            builder.AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(
                CompositeResolver.Create([new RawFormatter()], [StandardResolver.Instance])));
        }

        var connection = builder.Build();
        await connection.StartAsync();
        return new HubClient(connection, usesMessagePack);
    }

    public async IAsyncEnumerable<JsonElement> SubscribeAsync(
        string? filter, long? fromSeq, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (usesMessagePack)
        {
            await foreach (var raw in connection.StreamAsync<Raw>("Subscribe", filter, fromSeq, cancellation))
            {
                yield return JsonDocument.Parse(raw.Json).RootElement;
            }
        }
        else
        {
            await foreach (var batch in connection.StreamAsync<JsonElement>("Subscribe", filter, fromSeq, cancellation))
            {
                yield return batch;
            }
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private sealed record Raw(string Json);

    private sealed class RawFormatter : IMessagePackFormatter<Raw>
    {
        public void Serialize(ref MessagePackWriter writer, Raw value, MessagePackSerializerOptions options)
            => throw new NotSupportedException();

        public Raw Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
            => new(MessagePackSerializer.ConvertToJson(new ReadOnlySequence<byte>(reader.ReadRaw().ToArray())));
    }
}
