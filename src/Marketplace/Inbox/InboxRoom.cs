using Marketplace.Inbox.Choose;
using Marketplace.Inbox.Letters;
using Marketplace.Inbox.Show;
using Marketplace.Inbox.Tell;
using Marketplace.Notices;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Inbox;

public static class InboxRoom
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<WhomToTell>().AddSingleton<WhomOfDeals>().AddSingleton<WhomOfFallen>().AddSingleton<KeepNotices>().AddSingleton<NoticeText>()
        .AddSingleton<NoticeLetter>().AddSingleton<IPreviewMails, NoticeLetter>()
        .AddSingleton<IHear, WriteNotices>().AddSingleton<IHear, MailNotices>()
        .AddHostedService<WatchExpiry>()
        .AddScoped<ReadNotices>().AddScoped<ChooseMail>();
}
