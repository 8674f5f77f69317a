using System.Security.Cryptography;
using System.Text;
using Marketplace.Adapters.Files;
using Marketplace.Files.Scan;
using Marketplace.Rigs;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Files;

/// <summary>Run by themselves: what is allocated is counted for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

[Collection(Alone.Name)]
public sealed class TakeFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("files-").FullName;
    private readonly FileOwner owner = FileOwner.Of(CertificateId.New(DateTimeOffset.UnixEpoch));
    private readonly DiskFiles files;

    public TakeFileTests() => files = new DiskFiles(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_type_is_taken_as_what_it_is_and_kept_under_its_hash()
    {
        foreach (var (name, bytes, type) in new[] { ("a.pdf", SampleFiles.Pdf(), FileTypes.Pdf), ("照片.PNG", SampleFiles.Png, FileTypes.Png), ("b.jpeg", SampleFiles.Jpeg, FileTypes.Jpeg), ("c.jpg", SampleFiles.Jpeg, FileTypes.Jpeg) })
        {
            var taken = (await Take(name, bytes)).Value;

            Assert.Equal(new StoredFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), name, type.MediaType, bytes.Length), taken);
            await using var kept = await files.Open(owner, taken.Hash, TestContext.Current.CancellationToken);
            Assert.Equal(bytes.Length, kept!.Length);
        }
    }

    [Theory]
    [InlineData("a.exe", "%PDF-1.4 %%EOF", null, "file_type")]
    [InlineData("a.pdf.exe", "%PDF-1.4 %%EOF", null, "file_type")]
    [InlineData("a", "%PDF-1.4 %%EOF", null, "file_type")]
    [InlineData("a.svg", "<svg/>", "image/svg+xml", "file_type")]
    [InlineData("a.pdf", "<html><script>alert(1)</script>", "application/pdf", "file_type")]
    [InlineData("a.pdf", "MZ%PDF-1.4 %%EOF", "application/pdf", "file_type")]
    [InlineData("a.png", "%PDF-1.4 %%EOF", "image/png", "file_type_lies")]
    [InlineData("a.pdf", "%PDF-1.4 %%EOF", "text/html", "file_type_lies")]
    [InlineData("a.pdf", "%PDF-1.4 and then nothing", "application/pdf", "file_cut_off")]
    [InlineData("a.pdf", "", "application/pdf", "file_empty")]
    public async Task What_is_not_what_it_is_called_is_refused_and_not_kept(string name, string content, string? mediaType, string code)
    {
        var outcome = await Take(name, Encoding.ASCII.GetBytes(content), mediaType);

        Assert.Equal((code, "document"), (outcome.Refusal!.First.Code, outcome.Refusal.First.Field));
        await AssertNothingKept();
    }

    [Theory]
    [InlineData("../../market.db.pdf", "market.db.pdf")]
    [InlineData("C:\\Users\\li\\证书.pdf", "证书.pdf")]
    [InlineData("/etc/passwd.pdf", "passwd.pdf")]
    [InlineData("..a.pdf", "a.pdf")]
    [InlineData(" a.pdf. ", "a.pdf")]
    public async Task Of_a_name_its_path_is_dropped(string given, string kept) =>
        Assert.Equal(kept, (await Take(given, SampleFiles.Pdf())).Value.Name);

    [Theory]
    [InlineData("a\r\nSet-Cookie: b=c.pdf")]
    [InlineData("a\0.pdf")]
    [InlineData("fdp.\u202Efdp.pdf")]
    [InlineData("a\".pdf")]
    [InlineData("con|.pdf")]
    [InlineData(".pdf")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/")]
    public async Task A_name_that_would_play_tricks_is_refused(string given)
    {
        Assert.Equal("document", (await Take(given, SampleFiles.Pdf())).Refusal!.First.Field);
        Assert.Equal("document", (await Take(new string('a', 117) + ".pdf", SampleFiles.Pdf())).Refusal!.First.Field);
        await AssertNothingKept();
    }

    [Fact]
    public async Task A_file_of_the_limit_is_taken_and_one_of_a_byte_more_is_not()
    {
        byte[] Padded(long length) => [.. SampleFiles.Pdf(), .. new byte[length - SampleFiles.Pdf().Length - 6], .. "%%EOF\n"u8];

        Assert.Equal(FileTypes.Pdf.MostBytes, (await Take("a.pdf", Padded(FileTypes.Pdf.MostBytes))).Value.Bytes);
        Assert.Equal("file_too_large", (await Take("b.pdf", Padded(FileTypes.Pdf.MostBytes + 1))).Refusal!.First.Code);
        Assert.Single(await files.All(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_endless_stream_is_cut_off_at_the_limit_and_costs_no_memory()
    {
        await Take("warm.pdf", SampleFiles.Pdf());
        foreach (var file in await files.All(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)) await files.Remove(file.Owner, file.Hash, TestContext.Current.CancellationToken);
        var endless = new EndlessStream("%PDF-1.7\n"u8.ToArray());
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var outcome = await TakeIt(new EicarScanner()).Run(owner, new Upload("a.pdf", null, endless), "document", TestContext.Current.CancellationToken);

        Assert.Equal("file_too_large", outcome.Refusal!.First.Code);
        Assert.InRange(endless.Given, FileTypes.Pdf.MostBytes, FileTypes.Pdf.MostBytes + 256 * 1024);
        // The file itself would be twenty megabytes.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 15 << 20);
        await AssertNothingKept();
    }

    [Fact]
    public async Task The_test_string_of_scanners_is_refused_wherever_it_stands()
    {
        // Across the border of two reads, too.
        foreach (var before in new[] { 0, 40, 65_000, 65_470, 65_536, 131_000 })
        {
            var outcome = await Take("a.pdf", SampleFiles.Pdf(new string('x', before) + SampleFiles.Eicar));
            Assert.Equal("file_harmful", outcome.Refusal!.First.Code);
        }
        await AssertNothingKept();
    }

    [Fact]
    public async Task Without_a_verdict_no_file_is_kept()
    {
        var outcome = await TakeIt(new Silent()).Run(owner, new Upload("a.pdf", null, new MemoryStream(SampleFiles.Pdf())), "document", TestContext.Current.CancellationToken);

        Assert.Equal("file_unscanned", outcome.Refusal!.First.Code);
        await AssertNothingKept();
    }

    [Fact]
    public void The_table_of_types_in_the_documentation_is_that_of_the_code()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "reference", "files.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.Equal(FileTypes.All.Select(type => $"| `{type.MediaType}` | {type.Name} | {string.Join(", ", type.Extensions.Select(it => $"`{it}`"))} | {type.MostMegabytes} MB |"), rows);
    }

    private Task<Outcome<StoredFile>> Take(string name, byte[] bytes, string? mediaType = null) =>
        TakeIt(new EicarScanner()).Run(owner, new Upload(name, mediaType, new MemoryStream(bytes)), "document", TestContext.Current.CancellationToken);

    private TakeFile TakeIt(IFileScanner scanner) => new(files, scanner, NullLogger<TakeFile>.Instance);

    private async Task AssertNothingKept()
    {
        Assert.Empty(await files.All(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.Exists(Path.Combine(folder, "quarantine")) ? Directory.GetFiles(Path.Combine(folder, "quarantine")) : []);
    }

    private sealed class Silent : IFileScanner
    {
        public Task<string?> Scan(Stream content, CancellationToken cancel = default) => throw new ScannerSilentException("nobody there");
    }
}
