using System.Net;
using System.Net.Sockets;
using AioCli.Targets.Drivers;

namespace AioCli.Tests.Targets;

/// <summary>A driver behind a port of this machine: what it does with each host that connects.</summary>
internal sealed class FakePort : IDisposable
{
    /// <summary>What a driver says first that runs on something without processes.</summary>
    public const string Greeting = "aiosim-driver 1\ntarget board 7\ncan pipes\nready\n";

    private static readonly DriverPatience s_patience = new()
    {
        FirstMessage = TimeSpan.FromSeconds(5),
        FurtherFirstMessage = TimeSpan.FromMilliseconds(200),
        Grace = TimeSpan.FromMilliseconds(200),
        Alive = TimeSpan.FromMilliseconds(300),
        Return = TimeSpan.FromMilliseconds(500),
    };

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    /// <summary>A port.</summary>
    /// <param name="serve">What is done with a host; at the end the connection is closed.</param>
    /// <param name="oneAtATime">The next host waits until this one has gone.</param>
    public FakePort(Action<StreamReader, StreamWriter> serve, bool oneAtATime = false)
    {
        _listener.Start();
        _serving = Task.Run(() => Accept(serve, oneAtATime));
    }

    /// <summary>Its number.</summary>
    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The target behind it.</summary>
    public DriverTarget Open() => new("board", () => DriverSocket.Connect("127.0.0.1", Number, CancellationToken.None), s_patience);

    /// <summary>Reads a program up to its end; false: the host has gone.</summary>
    public static bool Listen(StreamReader from)
    {
        while (from.ReadLine() is { } line)
        {
            if (line == "go") return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        _listener.Dispose();
    }

    private void Accept(Action<StreamReader, StreamWriter> serve, bool oneAtATime)
    {
        var hosts = new List<Task>();
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                hosts.Add(Task.Run(() => Serve(client, serve)));
                if (oneAtATime) hosts[^1].Wait();
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped, while it waited or between two hosts.
            Task.WaitAll(hosts);
        }
    }

    private static void Serve(TcpClient client, Action<StreamReader, StreamWriter> serve)
    {
        using (client)
        {
            try
            {
                using var from = new StreamReader(client.GetStream());
                using var to = new StreamWriter(client.GetStream()) { AutoFlush = true };
                serve(from, to);
            }
            catch (IOException)
            {
                // The host has gone.
            }
        }
    }
}
