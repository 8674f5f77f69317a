using System.Collections.Concurrent;
using Marketplace.Api;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.Mails;

/// <summary>No address gets more than a few mails an hour that strangers can have sent to it.</summary>
internal sealed class MailThrottle(SignInClock clock)
{
    private const int MostKept = 50_000;
    private int sinceForgotten;
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> sent = new(StringComparer.Ordinal);

    public bool Lets(string address)
    {
        var now = clock.Now;
        if (Interlocked.Increment(ref sinceForgotten) >= MostKept)
        {
            Interlocked.Exchange(ref sinceForgotten, 0);
            foreach (var (key, (since, _)) in sent) if (now - since > TimeSpan.FromHours(1)) sent.TryRemove(key, out _);
        }

        return sent.AddOrUpdate(EmailAddress.Key(address), _ => (now, 1), (_, before) => now - before.Since > TimeSpan.FromHours(1) ? (now, 1) : (before.Since, before.Count + 1)).Count <= Limits.MailsAnHour;
    }
}
