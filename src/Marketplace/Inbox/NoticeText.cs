using System.Globalization;
using System.Resources;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox;

/// <summary>A notice as somebody reads it.</summary>
/// <param name="Path">Where to look.</param>
public sealed record NoticeWords(string Title, string Text, string Path);

/// <summary>Says in words what a notice tells, for a page or a mail.</summary>
public sealed class NoticeText(IOrganisations organisations, ICertificates certificates, IOrders orders, IOffers offers, IEnumerable<IKnowPeople> people)
{
    private static readonly ResourceManager words = new(typeof(Words));

    public async Task<NoticeWords> Of(Notice notice, Language language, CancellationToken cancel = default)
    {
        var organisation = notice.Organisation is { } id && await organisations.Find([id], cancel) is [var found] ? found.Value.Name.In(language) : "";
        var certificate = notice.Certificate is { } number && await certificates.Find(number, cancel) is { } kept ? kept.Value.Number : "";
        var person = notice.About is { } about && await people.Find(about, cancel) is { } known ? known.Name.In(language) : Word("somebody", language);
        return Of(notice, language, organisation, certificate, person, (await Deal(notice, cancel))?.In(language) ?? "");
    }

    /// <summary>With the names at hand.</summary>
    public static NoticeWords Of(Notice notice, Language language, string organisation, string certificate, string person, string deal = "")
    {
        var culture = CultureOf(language);
        var roles = string.Join(Word("and", language), notice.Roles.Select(role => Word($"role.{role}", language)));
        var day = notice.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        var about = notice.What is { } what ? $"{notice.Kind}.{what}" : $"{notice.Kind}";
        string Filled(string part) => string.Format(culture, Word($"{about}.{part}", language), organisation, certificate, person, roles, day, deal, notice.Milestone);
        return new NoticeWords(Filled("title"), Filled("text"), PathOf(notice));
    }

    /// <summary>What an order, or a request for an offer, is about.</summary>
    private async Task<Bilingual?> Deal(Notice notice, CancellationToken cancel) =>
        notice.Order is { } order ? (await orders.Find(order, cancel))?.Value.Title : notice.Offer is { } offer ? (await offers.Find(offer, cancel))?.Value.Title : null;

    /// <summary>What the room calls something, where no request says in which language.</summary>
    public static string Word(string key, Language language) =>
        words.GetString(key, CultureOf(language)) ?? throw new InvalidOperationException($"There is no word {key}.");

    private static string PathOf(Notice notice) => notice switch
    {
        { Kind: NoticeKind.MembershipEnded } => "/organisations",
        { Dispute: { } dispute } => $"/disputes/{dispute}",
        { Kind: NoticeKind.MessageNews, Order: { } order } => $"/orders/{order}/messages",
        { Kind: NoticeKind.SampleNews, Order: { } order } => $"/orders/{order}/samples",
        { What: nameof(TaxInvoiceAttached) or "TaxInvoiceReplaced", Order: { } order, Milestone: { } milestone } => $"/orders/{order}/milestones/{milestone}/invoices",
        { Order: { } order } => $"/orders/{order}",
        { Offer: { } offer } => $"/offers/{offer}",
        { Certificate: { } certificate } => $"/certificates/{certificate}",
        { Organisation: { } organisation } => $"/organisations/{organisation}",
        _ => "/notices",
    };

    private static CultureInfo CultureOf(Language language) => CultureInfo.GetCultureInfo(language == Language.Zh ? "zh-CN" : "en");
}
