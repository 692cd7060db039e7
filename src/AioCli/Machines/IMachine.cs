namespace AioCli.Machines;

/// <summary>What <c>doctor</c> asks a machine. None of it throws.</summary>
internal interface IMachine
{
    /// <summary>The operating system by name and version.</summary>
    string System { get; }

    /// <summary>Whether it is Linux.</summary>
    bool IsLinux { get; }

    /// <summary>The version of .NET.</summary>
    string Framework { get; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    string RuntimeIdentifier { get; }

    /// <summary>How many processors this process may use.</summary>
    int Cores { get; }

    /// <summary>The text of a small file, or null where it cannot be read.</summary>
    string? Read(string path);

    /// <summary>Whether there is such a file or device.</summary>
    bool Exists(string path);

    /// <summary>The first line that a program prints, or null where it is not on the path or fails.</summary>
    string? FirstLine(string program, string argument);

    /// <summary>The errno of io_uring_setup(1, NULL): EFAULT where the kernel would make a ring; null where it cannot be asked.</summary>
    int? IoUringSetupErrno();
}
