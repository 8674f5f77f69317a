using Marketplace.Identity;
using Marketplace.Notices;
using Marketplace.Storage;
using Microsoft.Extensions.Logging;

namespace Marketplace.Reports.Answer;

/// <summary>
/// Mails the answer to whoever made a report, where they can be reached. Heard again, it is sent again with the same Message-ID. A mail that its
/// server refuses for good is given up, so that one address that does not exist does not hold up the others.
/// </summary>
internal sealed class AnswerReporter(IReports reports, IEnumerable<IKnowPeople> people, IMail mail, ReportLetter letter, ILogger<AnswerReporter> logger) : IHear
{
    public string Consumer => "report-answers";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        foreach (var decided in events.Select(it => it.Event).OfType<ReportDecided>())
        {
            if (await reports.Find(decided.Report, cancel) is not { Value: { Decision: { } decision } report }) continue;
            if (await Address(report, cancel) is not { } to) continue;
            try
            {
                await mail.Send(letter.Of(report, decision, to), cancel);
            }
            catch (MailUnsentException refused) when (refused.Lasting)
            {
                logger.LogWarning(refused, "The mail that answers report {Report} was refused for good", report.Id);
            }
        }
    }

    private async Task<string?> Address(Report report, CancellationToken cancel) =>
        report.Email ?? (report.Person is { } person ? (await people.Find(person, cancel))?.Email : null);
}
