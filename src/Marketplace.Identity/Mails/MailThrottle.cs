using Marketplace.Api;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.Mails;

/// <summary>No address gets more than a few mails an hour that strangers can have sent to it.</summary>
internal sealed class MailThrottle(SignInClock clock)
{
    private readonly HourlyCount sent = new(Limits.MailsAnHour);

    public bool Lets(string address) => sent.Lets(EmailAddress.Key(address), clock.Now);
}
