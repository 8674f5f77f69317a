using Marketplace.Adapters.Mail;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Notices;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Adapters.Tests.Mail;

public sealed class FolderMailTests : MailContract, IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("marketplace-mail-").FullName;

    protected override IMail Mail => new FolderMail(Folder, SmtpOptions.Sender("no-reply@example.com"), new FakeTimeProvider(Given.Noon));

    private string Folder => Path.Combine(place, "mail");

    protected override IReadOnlyList<string> Arrived() =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1))] : [];

    [Fact]
    public async Task Sent_again_or_by_many_at_once_it_is_one_file_named_by_its_message_id()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Mail.Send(Sound, TestContext.Current.CancellationToken)));
        await Mail.Send(Sound with { Subject = "another" }, TestContext.Current.CancellationToken);

        Assert.Equal([Sound.MessageId + ".eml"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_may_be_tried_again()
    {
        await File.WriteAllTextAsync(Folder, "in the way", TestContext.Current.CancellationToken);

        var unsent = await Assert.ThrowsAsync<MailUnsentException>(() => Mail.Send(Sound, TestContext.Current.CancellationToken));
        Assert.False(unsent.Lasting);
    }

    public void Dispose() => Directory.Delete(place, recursive: true);
}
