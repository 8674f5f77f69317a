using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Inbox;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class NoticesContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_persons_own_are_found_newest_first_and_page_by_page()
    {
        var all = new List<Notice>();
        for (var i = 0; i < 5; i++) all.Add(await Keep("ann", i));
        await Keep("ann2", 0);
        await Keep("an", 9);

        var first = await records.Notices.Of("ann", null, 3);
        Assert.Equal([all[4].Id, all[3].Id, all[2].Id], first.Select(it => it.Value.Id));
        Assert.Equal([all[1].Id, all[0].Id], (await records.Notices.Of("ann", first[^1].Value.Id, 3)).Select(it => it.Value.Id));
        // An id of somebody else's begins at the beginning, and shows nothing of theirs.
        Assert.Equal(5, (await records.Notices.Of("ann", Notice.IdOf("ann2", Given.Noon, "0"), 9)).Count);
        Assert.Empty(await records.Notices.Of("nobody", null, 3));
    }

    [Fact]
    public async Task What_was_kept_is_found_whole()
    {
        var organisation = OrganisationId.New(Given.Noon);
        var notice = new Notice(Notice.IdOf("ann", Given.Noon, "7"), "ann", NoticeKind.InvitationAccepted, Given.Noon)
        {
            Organisation = organisation, About = "bob", Roles = [Role.Buyer, Role.Finance], Day = new DateOnly(2026, 12, 1), Certificate = CertificateId.New(Given.Noon),
        };
        await Save(StoredAs<Notice>.Write(notice.Id, notice, 0));

        var found = (await records.Notices.Find(notice.Id))!.Value;
        Assert.Equal((notice.Person, notice.Kind, notice.At, notice.Organisation, notice.About, notice.Day, notice.Certificate, true), (found.Person, found.Kind, found.At, found.Organisation, found.About, found.Day, found.Certificate, found.Unread));
        Assert.Equal(notice.Roles, found.Roles);
        Assert.Null(await records.Notices.Find(Notice.IdOf("ann", Given.Noon, "8")));
    }

    [Fact]
    public async Task Unread_are_those_that_were_not_marked()
    {
        var (first, second, third) = (await Keep("ann", 0), await Keep("ann", 1), await Keep("ann", 2));
        await Keep("bob", 3);
        await Save(StoredAs<Notice>.Write(second.Id, second with { Unread = false }, 1));

        Assert.Equal([third.Id, first.Id], (await records.Notices.Unread("ann", 10)).Select(it => it.Value.Id));
        Assert.Equal([third.Id], (await records.Notices.Unread("ann", 1)).Select(it => it.Value.Id));
        Assert.Equal((2, 1, 0), (await records.Notices.CountUnread("ann", 10), await records.Notices.CountUnread("ann", 1), await records.Notices.CountUnread("an", 10)));
    }

    [Fact]
    public async Task Settings_and_speakers_are_found_by_whose_they_are()
    {
        var provider = ProviderId.New(Given.Noon);
        Assert.Null(await records.Notices.Settings("ann"));
        Assert.Null(await records.Notices.SpeakerOf(provider));
        var organisation = OrganisationId.New(Given.Noon);
        await Save(StoredAs<NoticeSettings>.Write("ann", new NoticeSettings([NoticeKind.RolesChanged]), 0));
        await Save(StoredAs<Speaker>.Write(provider.Value, new Speaker(organisation), 0));

        Assert.Equal([NoticeKind.RolesChanged], (await records.Notices.Settings("ann"))!.Value.NoMail);
        Assert.Equal(organisation, (await records.Notices.SpeakerOf(provider))!.Organisation);
    }

    [Fact]
    public async Task Certificates_that_end_on_a_day_are_found_in_order_and_page_by_page()
    {
        var (provider, day) = (ProviderId.New(Given.Noon), new DateOnly(2026, 12, 24));
        var ending = new List<CertificateId>();
        for (var i = 0; i < 6; i++)
        {
            var certificate = Given.Certificate(provider, $"{i}") with { ValidUntil = i % 2 == 0 ? day : i == 1 ? null : day.AddDays(1) };
            await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0));
            if (i % 2 == 0) ending.Add(certificate.Id);
        }

        var inOrder = ending.Select(it => it.Value).Order(StringComparer.Ordinal).ToList();
        var first = await records.Notices.Ending(day, null, 2);
        Assert.Equal(inOrder.Take(2), first.Select(it => it.Value.Id.Value));
        Assert.Equal(inOrder.Skip(2), (await records.Notices.Ending(day, first[^1].Value.Id, 2)).Select(it => it.Value.Id.Value));
    }

    private async Task<Notice> Keep(string person, int minutes)
    {
        var at = Given.Noon.AddMinutes(minutes);
        var notice = new Notice(Notice.IdOf(person, at, $"{minutes}"), person, NoticeKind.RolesChanged, at);
        await Save(StoredAs<Notice>.Write(notice.Id, notice, 0));
        return notice;
    }

    private async Task Save(Write write) => Assert.True((await records.Store.Commit(new Changes([write], [], Given.Noon))).Succeeded);
}
