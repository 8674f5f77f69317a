using Marketplace.Notices;
using Marketplace.Storage;
using MimeKit;

namespace Marketplace.Adapters.Mail;

/// <summary>
/// Puts every mail into a folder, as a file that any mail program opens, named by its Message-ID: a mail sent again is the file that is
/// there already.
/// </summary>
internal sealed class FolderMail(string folder, MailboxAddress from, TimeProvider time) : IMail, IEngineHealth
{
    public string Port => "Mail";

    public string Engine => $"a folder of .eml files, {folder}";

    public async Task Send(Notices.Mail mail, CancellationToken cancel = default)
    {
        var message = MimeMail.Of(mail, from, time.GetUtcNow());
        var file = Path.Combine(folder, mail.MessageId + ".eml");
        if (File.Exists(file)) return;
        try
        {
            Directory.CreateDirectory(folder);
            await Write(message, file, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MailUnsentException($"The folder of mail cannot be written: {failure.Message}", lasting: false, failure);
        }
    }

    /// <summary>Whoever watches the folder sees whole files only, and of two that write the same mail the first.</summary>
    private static async Task Write(MimeMessage message, string file, CancellationToken cancel)
    {
        var unfinished = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                await message.WriteToAsync(stream, cancel);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Somebody else's file of the same mail is as good.
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public Task<EngineState> Check(CancellationToken cancel = default) => Task.FromResult(new EngineState(Healthy: true, "for a first run: nothing is delivered"));
}
