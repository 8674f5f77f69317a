using Marketplace.Notices;
using MimeKit;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class MailContract
{
    protected static readonly Notices.Mail Sound = new(
        "inv-01JB@notices.plumbline", "li.na@example.com", "“苏州精微”邀请您加入 · An invitation to Suzhou Jingwei",
        "您好：\n请在 7 天内接受邀请。\n\nHello,\nplease accept within 7 days — “quotes”, ümläuts, 𠮷, and a line that is longer than any mail server would take unbroken: " + new string('线', 1200) + "\n.\nThe dot above is alone on its line.\n",
        "<p lang=\"zh\">请在 7 天内接受邀请。</p><p lang=\"en\">Please accept within 7 days.</p>");

    protected abstract IMail Mail { get; }

    /// <summary>What arrived, as a mail program reads it, and its bytes as they travelled.</summary>
    protected abstract IReadOnlyList<string> Arrived();

    [Fact]
    public async Task It_arrives_in_both_languages_as_text_and_as_html()
    {
        await Mail.Send(Sound, TestContext.Current.CancellationToken);

        var message = Read(Assert.Single(Arrived()));
        Assert.Equal(Sound.Subject, message.Subject);
        Assert.Equal(Sound.MessageId, message.MessageId);
        Assert.Equal(Sound.To, Assert.IsType<MailboxAddress>(Assert.Single(message.To)).Address);
        Assert.Equal("准绳 Plumbline", Assert.IsType<MailboxAddress>(Assert.Single(message.From)).Name);
        Assert.Equal(Sound.Text, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(Sound.Html, message.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Equal(Given.Noon, message.Date);
    }

    [Fact]
    public async Task It_travels_in_seven_bits_and_short_lines()
    {
        await Mail.Send(Sound, TestContext.Current.CancellationToken);

        Assert.All(Assert.Single(Arrived()).Split('\n'), line =>
        {
            Assert.True(line.Length <= 998);
            Assert.DoesNotContain(line, c => c > 126);
        });
    }

    [Fact]
    public async Task A_mail_sent_again_is_known_for_the_same_by_its_message_id()
    {
        await Mail.Send(Sound, TestContext.Current.CancellationToken);
        await Mail.Send(Sound, TestContext.Current.CancellationToken);
        await Mail.Send(Sound with { MessageId = "inv-01JC@notices.plumbline" }, TestContext.Current.CancellationToken);

        Assert.Equal(["inv-01JB@notices.plumbline", "inv-01JC@notices.plumbline"], Arrived().Select(it => Read(it).MessageId).Distinct().Order());
    }

    [Theory]
    [InlineData("li@example.com\r\nBcc: all@example.com", "Hello", "a@b")]
    [InlineData("li@example.com, all@example.com", "Hello", "a@b")]
    [InlineData("Li <li@example.com>", "Hello", "a@b")]
    [InlineData("li@example.com ", "Hello", "a@b")]
    [InlineData("", "Hello", "a@b")]
    [InlineData("li@example.com", "Hello\r\nBcc: all@example.com", "a@b")]
    [InlineData("li@example.com", "Hello\nX: y", "a@b")]
    [InlineData("li@example.com", "Hello\rX: y", "a@b")]
    [InlineData("li@example.com", "Hello\u2028X: y", "a@b")]
    [InlineData("li@example.com", "Hello\0", "a@b")]
    [InlineData("li@example.com", "", "a@b")]
    [InlineData("li@example.com", "Hello", "a@b>\r\nX: y")]
    [InlineData("li@example.com", "Hello", "../../a@b")]
    [InlineData("li@example.com", "Hello", ".a@b")]
    [InlineData("li@example.com", "Hello", "a")]
    public async Task What_would_write_a_header_of_its_own_or_leave_the_folder_is_refused(string to, string subject, string id)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Mail.Send(Sound with { To = to, Subject = subject, MessageId = id }, TestContext.Current.CancellationToken));

        Assert.Empty(Arrived());
    }

    private static MimeMessage Read(string raw)
    {
        using var stream = new MemoryStream(System.Text.Encoding.Latin1.GetBytes(raw));
        return MimeMessage.Load(stream);
    }
}
