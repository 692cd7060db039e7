namespace AioSpec.Model;

/// <summary>What the environment of the model has for requests: asked once for each submission.</summary>
public interface IDevice
{
    /// <summary>Whether there are no resources for the request: EAGAIN (SUB-04).</summary>
    bool Refuses(RequestInfo info);
}
