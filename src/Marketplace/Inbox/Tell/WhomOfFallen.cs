using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Tell;

/// <summary>Who is told that a certificate under an order no longer holds: both sides, of every order of the provider that is not over and rests on it.</summary>
internal sealed class WhomOfFallen(WhomToTell whom, IOrganisations organisations, ICertificates certificates, IOrders orders, MarketClock clock)
{
    public const string What = "CertificateFallen";

    private const int Batch = 200;

    /// <summary>Of a certificate that was saved as not active any more.</summary>
    public async Task<IReadOnlyList<Notice>> Of(LoggedEvent logged, CancellationToken cancel)
    {
        if (logged.Event is not CertificateSaved saved || await certificates.AsOf(saved.Certificate, logged.At.AddMilliseconds(1), cancel) is not { Value: var after } || after.Status == EvidenceStatus.Active) return [];
        if (await certificates.AsOf(saved.Certificate, logged.At, cancel) is not { Value.Status: EvidenceStatus.Active }) return [];
        var told = await Told(after, logged.At, logged.Position.ToString(CultureInfo.InvariantCulture), cancel);
        return [.. told.Where(it => it.Person != logged.Event.By)];
    }

    /// <summary>Of a certificate whose last day is over: one set of notices for each certificate and end, whenever they are made.</summary>
    public Task<IReadOnlyList<Notice>> Ended(Certificate certificate, CancellationToken cancel) =>
        certificate is { Status: EvidenceStatus.Active, ValidUntil: { } last } && last < clock.Today
            ? Told(certificate, new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), $"{certificate.Id}-ended", cancel) : Task.FromResult<IReadOnlyList<Notice>>([]);

    private async Task<IReadOnlyList<Notice>> Told(Certificate certificate, DateTimeOffset at, string source, CancellationToken cancel)
    {
        var notices = new List<Notice>();
        for (OrderId? before = null; ;)
        {
            var page = await orders.PlacedWith(certificate.Provider, before, Batch, cancel);
            foreach (var order in page.Select(it => it.Value).Where(it => it.Certificates.Contains(certificate.Id) && !OrderStates.IsEnd(it.State(clock.Now))))
            {
                var buyers = await organisations.Find([order.Buyer], cancel) is [var found] ? found.Value.Members.Where(it => it.Roles.Contains(Role.Buyer) || it.Roles.Contains(Role.ProcurementOfficer)).Select(it => it.Person) : [];
                notices.AddRange(buyers.Concat(await whom.EditorsOf(certificate.Provider, cancel)).Distinct().Select(person =>
                    new Notice(Notice.IdOf(person, at, $"{source}-{order.Id}"), person, NoticeKind.OrderNews, clock.Now) { Order = order.Id, Certificate = certificate.Id, What = What }));
            }
            if (page.Count < Batch) return notices;
            before = page[^1].Value.Id;
        }
    }
}
