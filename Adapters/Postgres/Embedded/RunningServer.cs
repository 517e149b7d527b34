using System.Globalization;
using System.Net.Sockets;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// The server of a cluster as it describes itself in <c>postmaster.pid</c>: process, data folder, start time, port,
/// socket folder, address, shared memory, status, a line each.
/// </summary>
internal sealed record RunningServer(string Process, string StartedAt, int Port, string SocketFolder, string Status)
{
    /// <summary>
    /// The server on this data that takes connections now. The file of one that crashed says ready for ever, so its
    /// socket is tried; and it is read again after, as another server may have put its own description there.
    /// </summary>
    public static RunningServer? AnsweringFor(string data) =>
        Read(data) is { Status: "ready" } server && server.TakesConnections() && Read(data) == server ? server : null;

    private static RunningServer? Read(string data)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(data, "postmaster.pid"));
            return lines.Length < 8
                ? null
                : new(lines[0], lines[2], int.Parse(lines[3], CultureInfo.InvariantCulture), lines[4], lines[7].Trim());
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool TakesConnections()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(SocketFolder, $".s.PGSQL.{Port}")));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
