using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Files;

/// <summary>
/// The folder of the embedded engines (setting <c>Data:Path</c>), held by one process at a time: two writers of one search index
/// or two group commits on one database would undo each other. The operating system drops the lock when the process ends, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "market.lock";
    private const string HolderName = "market.pid";
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Creates the folder where needed and takes it; throws <see cref="DataFolderInUseException"/> where another process holds it.</summary>
    public static DataFolder Claim(string path)
    {
        try
        {
            var folder = Directory.CreateDirectory(path).FullName;
            var held = TryLock(folder) ?? throw new DataFolderInUseException(folder, Holder(folder));
            // Beside the lock, because a locked file cannot be read by whoever wants to know who locks it.
            System.IO.File.WriteAllText(System.IO.Path.Combine(folder, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(folder, held);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not DataFolderInUseException))
        {
            throw new SettingException($"The data folder {System.IO.Path.GetFullPath(path)} (setting Data:Path) cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Whether a process, this one included, holds the folder now.</summary>
    public static bool IsHeld(string path)
    {
        if (!Directory.Exists(path)) return false;
        using var free = TryLock(path);
        return free is null;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => held.Dispose();

    private static FileStream? TryLock(string folder)
    {
        try
        {
            // FileShare.None takes an exclusive advisory lock on Unix and a sharing lock on Windows.
            return new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (IsHeldElsewhere(failure))
        {
            return null;
        }
    }

    /// <summary>The lock is taken; anything else (a read-only or a failing disk) is no other process's doing.</summary>
    private static bool IsHeldElsewhere(IOException failure) => failure.HResult == (
        OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);

    private static string? Holder(string folder)
    {
        var file = System.IO.Path.Combine(folder, HolderName);
        return System.IO.File.Exists(file) && System.IO.File.ReadAllText(file) is { Length: > 0 } id ? id : null;
    }
}

public sealed class DataFolderInUseException(string folder, string? process) : IOException(
    $"The data folder {folder} is in use by {(process is null ? "another process" : $"process {process}")}. " +
    "Stop that process, or give this one a folder of its own with --Data:Path=…")
{
    public string Folder { get; } = folder;
}
