using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tempest.DomainTests.Postgres;

/// <summary>Stands between a client and the server and counts what passes: messages of the protocol, by their letter.</summary>
internal sealed class PostgresProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly long[] fromClient = new long[128];
    private readonly long[] fromServer = new long[128];

    public PostgresProxy(string connectionString)
    {
        server = new(connectionString);
        listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString)
    {
        Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>How often the server said that it is the client's turn: each is one round trip.</summary>
    public long RoundTrips => Interlocked.Read(ref fromServer['Z']);

    /// <summary>How many rows the server sent.</summary>
    public long Rows => Interlocked.Read(ref fromServer['D']);

    /// <summary>How many statements the client had the server parse.</summary>
    public long Parsed => Interlocked.Read(ref fromClient['P']);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var host = server.Host!;
        var local = host.StartsWith('/');
        using var upstream = new Socket(local ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.IP);
        using (client)
        {
            try
            {
                if (local) await upstream.ConnectAsync(new UnixDomainSocketEndPoint($"{host}/.s.PGSQL.{server.Port}"), stopping.Token);
                else await upstream.ConnectAsync(host, server.Port, stopping.Token);
                await using var behind = new NetworkStream(upstream);
                await Task.WhenAny(
                    PumpAsync(client.GetStream(), behind, fromClient, unnamedFirst: true),
                    PumpAsync(behind, client.GetStream(), fromServer, unnamedFirst: false));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either side has gone; the other is told by the end of its stream.
            }
        }
    }

    /// <summary>A letter, a length, and the rest; only a client's first message has no letter.</summary>
    private async Task PumpAsync(Stream from, Stream to, long[] counts, bool unnamedFirst)
    {
        var head = new byte[5];
        while (true)
        {
            var letters = unnamedFirst ? 0 : 1;
            unnamedFirst = false;
            await from.ReadExactlyAsync(head.AsMemory(0, letters + 4), stopping.Token);
            var message = new byte[letters + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(letters))];
            head.AsSpan(0, letters + 4).CopyTo(message);
            await from.ReadExactlyAsync(message.AsMemory(letters + 4), stopping.Token);
            if (letters == 1) Interlocked.Increment(ref counts[head[0]]);
            await to.WriteAsync(message, stopping.Token);
        }
    }
}
