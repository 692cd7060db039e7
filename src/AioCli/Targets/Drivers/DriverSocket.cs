using System.Net.Sockets;

namespace AioCli.Targets.Drivers;

/// <summary>A driver that listens on a port, on this machine or another.</summary>
internal static class DriverSocket
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects to it.</summary>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static DriverConnection Connect(string host, int port, CancellationToken interrupted)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            if (!client.ConnectAsync(host, port, interrupted).AsTask().Wait(s_patience, interrupted)) throw new IOException("no answer");
        }
        catch (AggregateException e) when (e.InnerException is SocketException cause)
        {
            client.Dispose();
            throw new IOException(cause.Message, cause);
        }
        catch
        {
            client.Dispose();
            throw;
        }

        var stream = client.GetStream();
        return new DriverConnection(stream, stream, client.Dispose, client, interrupted);
    }
}
