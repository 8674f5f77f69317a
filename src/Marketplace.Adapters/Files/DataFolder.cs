using System.Globalization;

namespace Marketplace.Adapters.Files;

/// <summary>
/// The folder of the embedded engines (setting <c>Data:Path</c>), held by one process at a time: two writers of one search index
/// or two group commits on one database would undo each other. The operating system drops the lock when the process ends, however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "market.lock";
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
        var folder = Directory.CreateDirectory(path).FullName;
        return TryClaim(folder) ?? throw new DataFolderInUseException(folder, Holder(folder));
    }

    /// <summary>Whether a process, this one included, holds the folder now.</summary>
    public static bool IsHeld(string path)
    {
        if (!Directory.Exists(path)) return false;
        using var claimed = TryClaim(System.IO.Path.GetFullPath(path));
        return claimed is null;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => held.Dispose();

    private static DataFolder? TryClaim(string folder)
    {
        FileStream file;
        try
        {
            // FileShare.None takes an exclusive advisory lock on Unix and a sharing lock on Windows.
            file = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (failure is not DirectoryNotFoundException)
        {
            return null;
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new DataFolder(folder, file);
    }

    private static string? Holder(string folder)
    {
        try
        {
            using var file = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd() is { Length: > 0 } id ? id : null;
        }
        catch (IOException)
        {
            return null; // Windows does not let the holder's number be read.
        }
    }
}

public sealed class DataFolderInUseException(string folder, string? process) : IOException(
    $"The data folder {folder} is in use by {(process is null ? "another process" : $"process {process}")}. " +
    "Stop that process, or give this one a folder of its own with --Data:Path=…")
{
    public string Folder { get; } = folder;
}
