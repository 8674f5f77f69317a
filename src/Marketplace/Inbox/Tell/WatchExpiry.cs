using Marketplace.Accreditation;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Inbox.Tell;

/// <summary>
/// Looks every hour for certificates that end within thirty days, and tells their people, and for those that ended in the last days, and tells the parties
/// of the orders that rest on them: once for each certificate and end. Several sites may look: the notice of one is that of all.
/// </summary>
internal sealed class WatchExpiry(WhomToTell whom, WhomOfFallen fallen, KeepNotices keep, INotices notices, MarketClock clock, ILogger<WatchExpiry> logger) : BackgroundService
{
    public const int DaysBefore = 30;

    /// <summary>So long a site may be away without an end going by unseen.</summary>
    private const int DaysAfter = 7;

    private const int Batch = 200;
    private static readonly TimeSpan every = TimeSpan.FromHours(1);
    private static readonly TimeSpan atFirst = TimeSpan.FromSeconds(30);

    public async Task Look(CancellationToken cancel = default)
    {
        for (var (day, last) = (clock.Today.AddDays(-DaysAfter), clock.Today.AddDays(DaysBefore)); day <= last; day = day.AddDays(1)) await LookAt(day, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = atFirst; !stoppingToken.IsCancellationRequested; pause = every)
        {
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "It could not be looked for certificates that end soon; it is tried again within the hour");
            }
        }
    }

    private async Task LookAt(DateOnly day, CancellationToken cancel)
    {
        CertificateId? after = null;
        while (true)
        {
            var ending = await notices.Ending(day, after, Batch, cancel);
            foreach (var certificate in ending) await Tell(certificate.Value, cancel);
            if (ending.Count < Batch) return;
            after = ending[^1].Value.Id;
        }
    }

    private async Task Tell(Certificate certificate, CancellationToken cancel)
    {
        if (certificate is not { Status: EvidenceStatus.Active, ValidUntil: { } last }) return;
        if (last < clock.Today)
        {
            await keep.Run(await fallen.Ended(certificate, cancel), cancel);
            return;
        }
        // Made of the certificate's own days, so that it is the same one whenever it is made.
        var at = new DateTimeOffset(last.AddDays(-DaysBefore).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var editors = await whom.EditorsOf(certificate.Provider, cancel);
        await keep.Run(editors.Select(person => new Notice(Notice.IdOf(person, at, certificate.Id.Value), person, NoticeKind.CertificateExpiring, clock.Now) { Certificate = certificate.Id, Day = last }), cancel);
    }
}
