using Marketplace.Notices;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Identity.Invitations;

/// <summary>
/// Sends the mail of every invitation that still holds when it is heard of. Heard again, it is sent again with the same Message-ID. A mail that
/// its server refuses for good is given up, so that one address that does not exist does not hold up the others.
/// </summary>
internal sealed class SendInvitations(
    IInvitations invitations, IOrganisations organisations, IMail mail, InvitationLetter letter, MarketClock clock, ILogger<SendInvitations> logger) : IHear
{
    public string Consumer => "invitations";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        foreach (var invited in events.Select(it => it.Event).OfType<PersonInvited>())
        {
            if (await invitations.Find(invited.Invitation, cancel) is not { } found || !found.Value.IsOpen(clock.Now)) continue;
            if (await organisations.Find([invited.Organisation], cancel) is not [var organisation]) continue;
            await Send(letter.Of(found.Value, organisation.Value), invited.Invitation, cancel);
        }
    }

    private async Task Send(Mail written, InvitationId id, CancellationToken cancel)
    {
        try
        {
            await mail.Send(written, cancel);
        }
        catch (MailUnsentException refused) when (refused.Lasting)
        {
            logger.LogWarning(refused, "The mail of invitation {Invitation} was refused for good", id);
        }
    }
}
