using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Tell;

/// <summary>From what happened to who is told of it. Nobody is told what they did themselves.</summary>
internal sealed class WhomToTell(IOrganisations organisations, ICertificates certificates, IInvitations invitations, INotices notices)
{
    public async Task<IReadOnlyList<Notice>> Of(LoggedEvent logged, CancellationToken cancel)
    {
        var told = logged.Event switch
        {
            MemberRolesChanged changed => [To(changed.Person, NoticeKind.RolesChanged, logged) with { Organisation = changed.Organisation, Roles = changed.After }],
            MemberLeft left => [To(left.Person, NoticeKind.MembershipEnded, logged) with { Organisation = left.Organisation }],
            MemberJoined joined => await Joined(joined, logged, cancel),
            CertificateSaved saved => await Saved(saved, logged, cancel),
            ProviderSuspended suspended => await SpokenFor(suspended.Provider, NoticeKind.ProviderSuspended, logged, cancel),
            ProviderRestored restored => await SpokenFor(restored.Provider, NoticeKind.ProviderRestored, logged, cancel),
            _ => [],
        };
        return [.. told.Where(it => it.Person != logged.Event.By)];
    }

    /// <summary>Whoever edits for the organisation that speaks for the certificate's provider.</summary>
    public async Task<IReadOnlyList<string>> EditorsOf(ProviderId provider, CancellationToken cancel) =>
        await notices.SpeakerOf(provider, cancel) is { } speaker && await organisations.Find([speaker.Organisation], cancel) is [var organisation]
            ? [.. organisation.Value.Members.Where(it => it.Roles.Contains(Role.ProviderEditor) || it.Roles.Contains(Role.ProviderAdmin)).Select(it => it.Person)] : [];

    private async Task<IReadOnlyList<Notice>> Joined(MemberJoined joined, LoggedEvent logged, CancellationToken cancel)
    {
        var admins = await organisations.Find([joined.Organisation], cancel) is [var found] ? found.Value.Members.Where(it => it.Roles.Contains(Role.Admin)).Select(it => it.Person) : [];
        // Whoever invited them is told though they administer nothing any more.
        if (await invitations.Find(joined.Invitation, cancel) is { } invitation) admins = admins.Append(invitation.Value.By);
        return
        [
            .. admins.Distinct().Where(it => it != joined.Person)
                .Select(person => To(person, NoticeKind.InvitationAccepted, logged) with { Organisation = joined.Organisation, About = joined.Person, Roles = joined.Roles }),
        ];
    }

    /// <summary>The event says that a certificate was saved; what changed by it shows between the states before and after it, whatever came since.</summary>
    private async Task<IReadOnlyList<Notice>> Saved(CertificateSaved saved, LoggedEvent logged, CancellationToken cancel)
    {
        if (await certificates.AsOf(saved.Certificate, logged.At.AddMilliseconds(1), cancel) is not { } after || await certificates.AsOf(saved.Certificate, logged.At, cancel) is not { } before) return [];
        List<NoticeKind> kinds = [];
        if (after.Value.Verification > before.Value.Verification) kinds.Add(NoticeKind.CertificateVerified);
        if (after.Value.Status != EvidenceStatus.Active && before.Value.Status == EvidenceStatus.Active) kinds.Add(NoticeKind.CertificateSuspended);
        if (kinds.Count == 0) return [];
        var editors = await EditorsOf(saved.Provider, cancel);
        return [.. kinds.SelectMany(kind => editors.Select(person => To(person, kind, logged) with { Certificate = saved.Certificate }))];
    }

    /// <summary>All members of the organisation that speaks for a provider: what they sell is off the market, or on it again.</summary>
    private async Task<IReadOnlyList<Notice>> SpokenFor(ProviderId provider, NoticeKind kind, LoggedEvent logged, CancellationToken cancel) =>
        await notices.SpeakerOf(provider, cancel) is { } speaker && await organisations.Find([speaker.Organisation], cancel) is [var organisation]
            ? [.. organisation.Value.Members.Select(it => To(it.Person, kind, logged) with { Organisation = speaker.Organisation })] : [];

    private static Notice To(string person, NoticeKind kind, LoggedEvent logged) =>
        new(Notice.IdOf(person, logged.At, $"{logged.Position.ToString(CultureInfo.InvariantCulture)}-{kind}"), person, kind, logged.At);
}
