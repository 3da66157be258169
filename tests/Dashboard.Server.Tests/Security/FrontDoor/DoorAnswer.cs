using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Server.Tests.Security.FrontDoor;

/// <summary>A raw HTTP response.</summary>
internal sealed record DoorAnswer(int Status, string Head, string Body)
{
    private const int MaxBytes = 4 << 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes that no HTTP library would send, and reads to the end; for a stream or a web socket only the headers.</summary>
    public static async Task<DoorAnswer> AskAsync(Uri server, string request, bool headOnly)
    {
        using var late = new CancellationTokenSource(Deadline);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port, late.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), late.Token);
        var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        var text = "";
        while (bytes.Length < MaxBytes)
        {
            var read = await ReadAsync(stream, buffer, late.Token);
            if (read == 0)
            {
                break;
            }

            bytes.Write(buffer, 0, read);
            text = Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            if (headOnly && text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                break;
            }
        }

        var head = text.Split("\r\n\r\n", 2);
        Assert.StartsWith("HTTP/1.1 ", head[0]);
        return new DoorAnswer(int.Parse(head[0].Split(' ')[1]), head[0], head.Length > 1 ? head[1] : "");
    }

    public string? Header(string name)
        => Head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>A server that refuses a body may reset the connection after its response.</summary>
    private static async Task<int> ReadAsync(NetworkStream stream, byte[] buffer, CancellationToken late)
    {
        try
        {
            return await stream.ReadAsync(buffer, late);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
