using System.Security.Cryptography;
using Marketplace.Files;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class FilesContract : IDisposable
{
    private readonly FileOwner owner = FileOwner.Of(CertificateId.New(Given.Noon));
    private readonly FileOwner other = FileOwner.Of(CertificateId.New(Given.Noon));

    protected abstract IFiles Files { get; }

    protected abstract void Close();

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_released_is_read_byte_for_byte_by_its_owner_alone()
    {
        var bytes = Bytes(700_000);
        var hash = await Keep(owner, bytes);

        Assert.Equal(bytes, await Read(owner, hash));
        Assert.Null(await Files.Open(other, hash));
        Assert.Null(await Files.Open(owner, HashOf([1])));
    }

    [Fact]
    public async Task What_lies_in_quarantine_is_nobodys_and_is_gone_with_it()
    {
        var bytes = Bytes(1000);
        await using (var incoming = await Files.Quarantine(owner, new MemoryStream(bytes)))
        {
            Assert.Null(await Files.Open(owner, HashOf(bytes)));
            await using var inside = await incoming.Open();
            Assert.Equal(bytes, await All(inside));
        }

        Assert.Null(await Files.Open(owner, HashOf(bytes)));
        Assert.Empty(await Files.All().ToListAsync());
    }

    [Fact]
    public async Task An_empty_stream_is_a_file_of_no_bytes()
    {
        var hash = await Keep(owner, []);

        Assert.Empty((await Read(owner, hash))!);
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Files.Quarantine(owner, new Breaking(300_000)));

        Assert.Empty(await Files.All().ToListAsync());
        await AssertNothingWaits();
    }

    /// <summary>That no quarantine is left, where the engine lets one look.</summary>
    protected virtual Task AssertNothingWaits() => Task.CompletedTask;

    [Fact]
    public async Task The_same_file_twice_and_at_once_is_one_file()
    {
        var bytes = Bytes(100_000);
        var hashes = await Given.AtOnce(8, _ => Keep(owner, bytes));

        Assert.Equal(bytes, await Read(owner, Assert.Single(hashes.Distinct())));
        Assert.Equal([new KeptFile(owner, hashes[0])], await Files.All().ToListAsync());
        await AssertNothingWaits();
    }

    [Fact]
    public async Task A_file_that_was_removed_is_gone_for_its_owner_and_stays_for_another()
    {
        var bytes = Bytes(5000);
        var hash = await Keep(owner, bytes);
        await Keep(other, bytes);

        await Files.Remove(owner, hash);
        await Files.Remove(owner, hash);

        Assert.Null(await Files.Open(owner, hash));
        Assert.Equal(bytes, await Read(other, hash));
        Assert.Equal([new KeptFile(other, hash)], await Files.All().ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../market.db")]
    [InlineData("/etc/passwd")]
    [InlineData("{\"$ne\":null}")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_hash_names_no_file(string hash)
    {
        await Keep(owner, Bytes(10));

        Assert.Null(await Files.Open(owner, hash));
        await Files.Remove(owner, hash);
        await using var incoming = await Files.Quarantine(owner, new MemoryStream([1]));
        await Assert.ThrowsAsync<ArgumentException>(() => incoming.Release(hash));
        Assert.Single(await Files.All().ToListAsync());
    }

    protected async Task<string> Keep(FileOwner of, byte[] bytes)
    {
        var hash = HashOf(bytes);
        await using var incoming = await Files.Quarantine(of, new MemoryStream(bytes));
        await incoming.Release(hash);
        return hash;
    }

    protected async Task<byte[]?> Read(FileOwner of, string hash)
    {
        await using var stream = await Files.Open(of, hash);
        return stream is null ? null : await All(stream);
    }

    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<byte[]> All(Stream stream)
    {
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }

    private sealed class Breaking(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new InvalidTimeZoneException();
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new InvalidTimeZoneException();
    }
}
