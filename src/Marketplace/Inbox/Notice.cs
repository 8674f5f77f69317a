using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox;

/// <summary>Of what people are told. Names are kept, so none is renamed.</summary>
public enum NoticeKind
{
    RolesChanged, MembershipEnded, InvitationAccepted, CertificateVerified, CertificateSuspended, CertificateExpiring, ProviderSuspended, ProviderRestored,
    OfferNews, OrderNews, MilestoneNews, DisputeNews, MessageNews, SampleNews,
}

/// <summary>
/// Something one person is told. It holds ids, never names: what things and people are called is looked up when it is read, so nothing of
/// somebody who was erased is left in it.
/// </summary>
/// <param name="Id">As <see cref="IdOf"/> makes it.</param>
/// <param name="Unread">Until the person marks it as read.</param>
[StoredAs("notices")]
public sealed record Notice(string Id, string Person, NoticeKind Kind, DateTimeOffset At, bool Unread = true)
{
    /// <summary>The organisation that it is about.</summary>
    public OrganisationId? Organisation { get; init; }

    /// <summary>The other person that it is about, such as who accepted an invitation.</summary>
    public string? About { get; init; }

    public CertificateId? Certificate { get; init; }

    public OfferId? Offer { get; init; }

    public OrderId? Order { get; init; }

    /// <summary>The number of a milestone of the order.</summary>
    public int? Milestone { get; init; }

    public DisputeId? Dispute { get; init; }

    /// <summary>What happened to the offer, order, milestone or dispute; names are kept.</summary>
    public string? What { get; init; }

    /// <summary>The roles that somebody has now.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The last day on which a certificate holds.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>One id for one person and source, so that a notice made again is the one that is there; in the order in which they happened.</summary>
    /// <param name="source">What it comes of: a position in the log, or a certificate whose end is near.</param>
    public static string IdOf(string person, DateTimeOffset at, string source) =>
        $"{person}:{at.ToUnixTimeMilliseconds().ToString("D14", CultureInfo.InvariantCulture)}:{source}";

    /// <summary>Between which ids the notices of a person lie, both ends excluded; with an id, those older than it.</summary>
    public static (string After, string Before) Range(string person, string? olderThan = null) =>
        ($"{person}:", olderThan is not null && olderThan.StartsWith($"{person}:", StringComparison.Ordinal) ? olderThan : $"{person};");
}

/// <summary>Of which kinds somebody wants no mail; there is one for whoever ever chose.</summary>
[StoredAs("notice_settings")]
public sealed record NoticeSettings(IReadOnlyList<NoticeKind> NoMail)
{
    public static NoticeSettings Default { get; } = new([]);
}

/// <summary>Which organisation speaks for a provider: the way from a certificate to the people to tell. Its id is the provider's.</summary>
[StoredAs("speakers")]
public sealed record Speaker(OrganisationId Organisation);

/// <summary>Somebody was told something; the notice says what.</summary>
public sealed record PersonNotified(string Person, string Notice, NoticeKind Kind) : MarketEvent
{
    public override string Subject => Person;
}
