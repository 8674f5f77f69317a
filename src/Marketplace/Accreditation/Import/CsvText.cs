using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>Turns what was uploaded into text: UTF-8 with or without a byte order mark, else GB 18030, as spreadsheets in China save it.</summary>
internal static class CsvText
{
    public const int MostBytes = 2 << 20;

    private static readonly Encoding utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Reads at most a byte more than is allowed, whatever the length of the stream.</summary>
    public static async Task<Outcome<string>> Read(Stream stream, CancellationToken cancel = default)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (read.Length + count > MostBytes) return TooLarge();
            read.Write(buffer, 0, count);
        }

        return Decode(read.GetBuffer().AsSpan(0, (int)read.Length));
    }

    public static Outcome<string> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) return TooLarge();
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return NotText("文件为 UTF-16 编码，请另存为 UTF-8 或 GB 18030。", "The file is UTF-16; save it as UTF-8 or GB 18030.");
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (bytes.Contains((byte)0)) return NotText("这不是文本文件。", "This is not a text file.");
        foreach (var encoding in (Encoding[])[utf8, gb18030])
        {
            try { return encoding.GetString(bytes); }
            catch (DecoderFallbackException) { }
        }

        return NotText("文件既不是 UTF-8 也不是 GB 18030 编码。", "The file is neither UTF-8 nor GB 18030.");
    }

    public static Refusal TooLarge() => Refusal.Because(RefusalKind.TooLarge, "too_large",
        $"导入内容超过 {MostBytes >> 20} MB，请分批导入。", $"That is more than {MostBytes >> 20} MB; import it in parts.", "file");

    private static Refusal NotText(string zh, string en) => Refusal.Because(RefusalKind.Invalid, "encoding", zh, en, "file");
}
