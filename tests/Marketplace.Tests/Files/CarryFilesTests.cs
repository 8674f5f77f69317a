using System.Security.Cryptography;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Memory;
using Marketplace.Files.Moving;
using Marketplace.Rigs;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Files;

public sealed class CarryFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("files-").FullName;
    private readonly FileOwner owner = FileOwner.Of(CertificateId.New(DateTimeOffset.UnixEpoch));
    private readonly Progress<string> progress = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_file_arrives_under_its_owner_and_hash_however_often_it_is_carried()
    {
        var (from, to) = (new DiskFiles(Path.Combine(folder, "disk")), new MemoryFiles());
        var first = await Keep(from, SampleFiles.Pdf("one"));
        var second = await Keep(from, SampleFiles.Pdf("two"));

        await new CarryFiles(from).Export(Path.Combine(folder, "export"), progress, TestContext.Current.CancellationToken);
        await new CarryFiles(to).Import(Path.Combine(folder, "export"), progress, TestContext.Current.CancellationToken);
        await new CarryFiles(to).Import(Path.Combine(folder, "export"), progress, TestContext.Current.CancellationToken);

        Assert.Equal(new[] { first, second }.Order(), (await to.All(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(it => it.Hash).Order());
        await using var content = await to.Open(owner, second, TestContext.Current.CancellationToken);
        Assert.Equal(second, Convert.ToHexStringLower(await SHA256.HashDataAsync(content!, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task What_was_changed_on_the_way_is_refused()
    {
        var from = new DiskFiles(Path.Combine(folder, "disk"));
        var hash = await Keep(from, SampleFiles.Pdf());
        await new CarryFiles(from).Export(folder, progress, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(folder, "files", owner.Value, hash), "x", TestContext.Current.CancellationToken);

        var to = new MemoryFiles();
        await Assert.ThrowsAsync<InvalidDataException>(() => new CarryFiles(to).Import(folder, progress, TestContext.Current.CancellationToken));
        Assert.Empty(await to.All(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> Keep(DiskFiles files, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var incoming = await files.Quarantine(owner, new MemoryStream(bytes), TestContext.Current.CancellationToken);
        await incoming.Release(hash, TestContext.Current.CancellationToken);
        return hash;
    }
}
