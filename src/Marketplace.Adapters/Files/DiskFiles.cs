using System.Runtime.CompilerServices;
using Marketplace.Files;
using Marketplace.Storage;

namespace Marketplace.Adapters.Files;

/// <summary>
/// Files in a folder: <c>quarantine/</c> for what comes in, and <c>OWNER/HASH</c> for what was released. A release is a rename within the folder, so
/// a file is there whole or not at all.
/// </summary>
internal sealed class DiskFiles(string folder) : IFiles
{
    private const int BufferBytes = 64 * 1024;
    private const int NoSpaceLeft = 28;

    private string Waiting => Path.Combine(folder, "quarantine");

    /// <summary>The same place, without what a crash left half-way; for the one process that owns it.</summary>
    public static DiskFiles Claim(string folder)
    {
        var files = new DiskFiles(folder);
        if (Directory.Exists(files.Waiting)) Directory.Delete(files.Waiting, recursive: true);
        return files;
    }

    public async Task<IQuarantinedFile> Quarantine(FileOwner owner, Stream content, CancellationToken cancel = default)
    {
        var path = Path.Combine(Waiting, Guid.NewGuid().ToString("N"));
        try
        {
            var file = await Writing(() => { Directory.CreateDirectory(Waiting); return Task.FromResult(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true)); });
            await using (file)
            {
                var buffer = new byte[BufferBytes];
                while (await content.ReadAsync(buffer, cancel) is > 0 and var read) await Writing(async () => { await file.WriteAsync(buffer.AsMemory(0, read), cancel); return read; });
                await Writing(() => { file.Flush(flushToDisk: true); return Task.FromResult(0); });
            }
            return new Quarantined(this, owner, path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public Task<Stream?> Open(FileOwner owner, string hash, CancellationToken cancel = default)
    {
        if (!FileHash.IsOne(hash)) return Task.FromResult<Stream?>(null);
        try
        {
            return Task.FromResult<Stream?>(Read(PathOf(owner, hash)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task Remove(FileOwner owner, string hash, CancellationToken cancel = default)
    {
        if (FileHash.IsOne(hash) && Directory.Exists(Path.Combine(folder, owner.Value))) File.Delete(PathOf(owner, hash));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<KeptFile> All([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var of in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        {
            if (FileOwner.Read(Path.GetFileName(of)) is not { } owner) continue;
            foreach (var file in Directory.EnumerateFiles(of))
            {
                cancel.ThrowIfCancellationRequested();
                if (FileHash.IsOne(Path.GetFileName(file))) yield return new KeptFile(owner, Path.GetFileName(file));
            }
        }
    }

    private string PathOf(FileOwner owner, string hash) => Path.Combine(folder, owner.Value, hash);

    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, useAsync: true);

    /// <summary>Says in the market's words that the disk takes no more, so that the reader is told so.</summary>
    private static async Task<T> Writing<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnwritableException(full: (failure.HResult & 0xFFFF) == NoSpaceLeft || (failure.HResult & 0xFFFF) == 112, failure);
        }
    }

    private sealed class Quarantined(DiskFiles files, FileOwner owner, string path) : IQuarantinedFile
    {
        public Task<Stream> Open(CancellationToken cancel = default) => Task.FromResult<Stream>(Read(path));

        public Task Release(string hash, CancellationToken cancel = default) => Writing(() =>
        {
            if (!FileHash.IsOne(hash)) throw new ArgumentException("Not a SHA-256 in lower-case hexadecimal.", nameof(hash));
            Directory.CreateDirectory(Path.GetDirectoryName(files.PathOf(owner, hash))!);
            File.Move(path, files.PathOf(owner, hash), overwrite: true);
            return Task.FromResult(0);
        });

        public ValueTask DisposeAsync()
        {
            File.Delete(path);
            return ValueTask.CompletedTask;
        }
    }
}
