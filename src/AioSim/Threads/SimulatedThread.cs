using System.Globalization;

namespace AioSim;

/// <summary>A thread of the simulation: the bodies that run on it, handlers on top. It is used again when it has ended.</summary>
internal sealed partial class SimulatedThread(int number)
{
    private Frame[] _frames = [new Frame()];
    private string? _name;
    private long _serial;

    /// <summary>Its number in the state.</summary>
    public int Number => number;

    /// <summary>How many bodies run on it: 0 once it has ended.</summary>
    public int Depth { get; private set; }

    public Frame Top => _frames[Depth - 1];

    /// <summary>It runs a notification function.</summary>
    public bool IsCallback => _serial > 0;

    /// <summary>For the trace: the program's threads by number, those of notification functions by how many there were before.</summary>
    public long Id => IsCallback ? _serial << 32 : number;

    public string Name => _name ??= string.Create(CultureInfo.InvariantCulture, $"N{_serial}");

    public Frame this[int depth] => _frames[depth];

    /// <summary>Begins as a thread of the program.</summary>
    public void Begin(string name, Body body)
    {
        (_name, _serial) = (name, 0);
        Push(body);
    }

    /// <summary>Begins as the thread of a notification function: the n-th, from 1.</summary>
    public void BeginCallback(long serial, Body body)
    {
        (_name, _serial) = (null, serial);
        Push(body);
    }

    public void Push(Body body)
    {
        if (Depth == _frames.Length) Array.Resize(ref _frames, Depth * 2);
        (_frames[Depth] ??= new Frame()).Begin(body);
        Depth++;
    }

    public void Pop() => Depth--;

    public void End() => Depth = 0;
}
