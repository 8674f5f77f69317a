using System.Text;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Accreditation.Import;

public sealed class ReadCertificatesTests
{
    private const string English =
        "number,standard_id,evidence_type,marks,issuer,valid_from,valid_until,object,parameter,method,edition,flexible\n" +
        "CNAS L1-DEMO,ISO/IEC 17025:2017,accreditation,CNAS ILAC-MRA,CNAS,2024-03-01,2030-02-28,rice,Pb,GB 5009.12,2023,no\n" +
        "CNAS L1-DEMO,,,,,,,rice,Cd,GB 5009.15,2023,yes\n" +
        "CNAS L2-DEMO,iso-iec-17025-2017,accreditation,CNAS,CNAS,2024-03-01,,,,,,\n";

    private const string Chinese =
        "证书编号;标准;证据类型;标志;国际互认;发证机构;状态;有效期起;有效期止;对象;参数;方法;版本\n" +
        "CNAS L1-DEMO;ISO/IEC 17025:2017;认可;CNAS、ILAC-MRA;是;中国合格评定国家认可委员会;有效;2024年3月1日;2030/2/28;大米;铅;GB 5009.12;2023\n";

    [Fact]
    public void Rows_of_one_number_become_one_certificate_with_its_lines()
    {
        var report = Read(English).Value;
        Assert.True(report.IsGood);
        Assert.Equal([2, 0], report.Certificates.Select(it => it.ScopeLines!.Count));
        Assert.Equal("iso-iec-17025-2017", report.Certificates[0].StandardId);
        Assert.True(report.Certificates[0].ScopeLines![1].Flexible);
    }

    [Fact]
    public void Chinese_headers_words_and_dates_are_understood()
    {
        var it = Assert.Single(Read(Chinese).Value.Certificates);
        Assert.Equal(("accreditation", true, new DateOnly(2024, 3, 1), new DateOnly(2030, 2, 28)), (it.EvidenceType, it.Mra, it.ValidFrom, it.ValidUntil));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("GB18030", false)]
    public void Both_encodings_of_spreadsheets_are_read(string name, bool mark)
    {
        var encoding = name == "utf-8" ? new UTF8Encoding(mark) : CodePagesEncodingProvider.Instance.GetEncoding(name)!;
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Chinese)];
        Assert.Equal(Chinese, CsvText.Decode(bytes).Value);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    public void What_is_neither_is_refused(byte[] bytes) => Assert.Equal("encoding", CsvText.Decode(bytes).Refusal!.First.Code);

    [Fact]
    public void Every_faulty_row_is_reported_and_the_import_is_not_good()
    {
        var report = Read(English.Replace("2023,yes", "2023,maybe").Replace("2024-03-01,,", "someday,,")).Value;
        Assert.False(report.IsGood);
        Assert.Equal([3, 4], report.Rows.Where(row => row.Problems.Count > 0).Select(row => row.Line));
        Assert.Equal("flexible", report.Rows[1].Problems[0].Field);
        Assert.Equal(["not_a_date"], report.Rows[2].Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Rows_of_one_certificate_must_agree()
    {
        var report = Read(English.Replace("CNAS L1-DEMO,,,,,,,", "CNAS L1-DEMO,,,,UKAS,,,")).Value;
        Assert.Equal(("disagrees", "issuer"), (report.Rows[1].Problems[0].Code, report.Rows[1].Problems[0].Field));
    }

    [Fact]
    public void A_formula_stays_the_text_it_is()
    {
        var report = Read(English.Replace("rice,Pb", "\"=HYPERLINK(\"\"http://x\"\")\",@SUM(A1)")).Value;
        Assert.Equal("=HYPERLINK(\"http://x\")", report.Certificates[0].ScopeLines![0].Object);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1,2", "unknown_column")]
    [InlineData("number,number\n1,2", "repeated_column")]
    [InlineData("number,issuer\n1,2,3", "too_many_cells")]
    public void A_table_of_another_layout_is_refused(string text, string code) => Assert.Equal(code, Read(text).Refusal!.First.Code);

    [Fact]
    public void A_table_of_too_many_rows_is_refused_before_it_is_read_through()
    {
        var text = new StringBuilder("number,parameter\n").Insert(17, "1,x\n", ReadCertificates.MostRows + 1).ToString();
        Assert.Equal("too_many_rows", Read(text).Refusal!.First.Code);
    }

    [Fact]
    public async Task A_million_rows_cost_no_more_memory_than_what_is_allowed()
    {
        var stream = new Endless("CNAS L1-DEMO,Pb\n"u8.ToArray(), 1_000_000);
        // Of this thread alone: other tests allocate beside it, and the stream answers without leaving the thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = await CsvText.Read(stream);
        Assert.Equal("too_large", outcome.Refusal!.First.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * CsvText.MostBytes);
        Assert.InRange(stream.Given, 0, 2 * CsvText.MostBytes);
    }

    private static Outcome<ImportReport> Read(string text) =>
        ReadCertificates.From(text, Samples.Terms, [], Samples.By(Samples.Editor));

    private sealed class Endless(byte[] row, int rows) : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var left = (int)Math.Min(buffer.Length, (long)row.Length * rows - Given);
            for (var i = 0; i < left; i++) buffer[i] = row[(Given + i) % row.Length];
            Given += left;
            return left;
        }

        // Answered at once: the base class would read on a thread of the pool, and the count above is of one thread.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
