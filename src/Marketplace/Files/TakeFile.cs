using System.Diagnostics;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Files;

/// <summary>
/// Takes a file that somebody sends: cut off at the limit, held to <see cref="FileTypes"/> by name, declared type and content, scanned in
/// quarantine, and only then kept. The room asks whether the sender may before it calls this, and commits what it gets back.
/// </summary>
public sealed class TakeFile(IFiles files, IFileScanner scanner, ILogger<TakeFile> logger)
{
    /// <param name="field">Where the file was asked for, so that what is wrong is said there.</param>
    public async Task<Outcome<StoredFile>> Run(FileOwner owner, Upload upload, string field, CancellationToken cancel = default)
    {
        using var activity = FilesTelemetry.Source.StartActivity("take file");
        var outcome = await Take(owner, upload, field, cancel);
        FilesTelemetry.Taken.Add(1, new TagList { { "outcome", outcome.Refusal?.First.Code ?? "kept" } });
        return outcome;
    }

    private async Task<Outcome<StoredFile>> Take(FileOwner owner, Upload upload, string field, CancellationToken cancel)
    {
        if (!FileName.Read(upload.Name, field).Is(out var name, out var refusal)) return refusal;
        if (FileTypes.Called(Path.GetExtension(name)) is not { } type) return OtherType(field);
        if (!IsCalled(upload.MediaType, type)) return Lying(type, field);

        using var measured = new MeasuredStream(upload.Content, type.MostBytes);
        try
        {
            await using var incoming = await files.Quarantine(owner, measured, cancel);
            if (Wrong(measured, type, field) is { } wrong) return wrong;
            if (await Harm(incoming, owner, field, cancel) is { } harm) return harm;
            var hash = measured.Hash();
            await incoming.Release(hash, cancel);
            return new StoredFile(hash, name, type.MediaType, measured.Measured);
        }
        catch (FileTooLargeException)
        {
            return Because("file_too_large", $"{type.Name} 文件不能超过 {type.MostMegabytes} MB。", $"A {type.Name} file may have up to {type.MostMegabytes} MB.", field);
        }
    }

    private static Refusal? Wrong(MeasuredStream measured, FileType type, string field) =>
        measured.Measured == 0 ? Because("file_empty", "文件是空的。", "The file is empty.", field)
        : FileContent.TypeOf(measured.Head) is not { } found ? OtherType(field)
        : found != type ? Lying(type, field)
        : FileContent.IsWhole(type, measured.Tail) ? null
        : Because("file_cut_off", $"此 {type.Name} 文件不完整。", $"This {type.Name} file is not whole: its end is missing.", field);

    private async Task<Refusal?> Harm(IQuarantinedFile incoming, FileOwner owner, string field, CancellationToken cancel)
    {
        await using var content = await incoming.Open(cancel);
        try
        {
            if (await scanner.Scan(content, cancel) is not { } found) return null;
            logger.LogWarning("A file for {Owner} was refused: the scanner found {Found}", owner, found);
            return Because("file_harmful", "安全扫描认为此文件有害，未予保存。", "The scanner takes this file for harmful; it was not kept.", field);
        }
        catch (ScannerSilentException silent)
        {
            logger.LogError(silent, "A file for {Owner} could not be scanned", owner);
            return Because("file_unscanned", "目前无法扫描文件，请稍后再试。", "Files cannot be scanned for now; try again later.", field);
        }
    }

    private static bool IsCalled(string? mediaType, FileType type)
    {
        var called = mediaType?.Split(';')[0].Trim() ?? "";
        return called is "" or "application/octet-stream" || type.AlsoCalled.Append(type.MediaType).Contains(called, StringComparer.OrdinalIgnoreCase);
    }

    private static Refusal OtherType(string field) =>
        Because("file_type", $"只接受：{FileTypes.Hint.Zh}。", $"These are taken: {FileTypes.Hint.En}.", field);

    private static Refusal Lying(FileType type, string field) =>
        Because("file_type_lies", $"文件名称为 {type.Name}，内容却不是。", $"The file is called {type.Name} and is something else.", field);

    private static Refusal Because(string code, string zh, string en, string field) => Refusal.Because(RefusalKind.Invalid, code, zh, en, field);
}
