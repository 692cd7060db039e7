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
            using var late = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
            late.CancelAfter(s_patience);
            client.ConnectAsync(host, port, late.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (SocketException e)
        {
            client.Dispose();
            throw new IOException($"{host} port {port}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!interrupted.IsCancellationRequested)
        {
            client.Dispose();
            throw new IOException($"{host} port {port}: no answer within {s_patience.TotalSeconds:0} s", e);
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
