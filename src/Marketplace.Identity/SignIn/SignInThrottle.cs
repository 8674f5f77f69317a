using System.Collections.Concurrent;
using Marketplace.Api;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.SignIn;

/// <summary>
/// Makes whoever guesses wait, longer each time: for one address from one network. Its owner, who comes from another network, notices nothing,
/// so nobody can be locked out. Whether there is such an account plays no part.
/// </summary>
internal sealed class SignInThrottle(SignInClock clock)
{
    private const int MostKept = 50_000;

    private readonly ConcurrentDictionary<(string Address, string Network), Failures> kept = new();

    private int sinceForgotten;

    private sealed record Failures(int Count, DateTimeOffset Last)
    {
        public DateTimeOffset WaitUntil => Count < Limits.FreeGuesses ? Last
            : Last + TimeSpan.FromTicks(Math.Min(Limits.LongestWait.Ticks, Limits.FirstWait.Ticks << Math.Min(20, Count - Limits.FreeGuesses)));
    }

    /// <summary>How long to wait before the next try; nothing where it may be made.</summary>
    public TimeSpan Wait(string address, string network) =>
        kept.TryGetValue(Key(address, network), out var failures) && failures.WaitUntil - clock.Now is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public void Failed(string address, string network)
    {
        var now = clock.Now;
        kept.AddOrUpdate(Key(address, network), _ => new Failures(1, now), (_, before) => new Failures(now - before.Last > Limits.GuessesForgottenAfter ? 1 : before.Count + 1, now));
        if (Interlocked.Increment(ref sinceForgotten) >= MostKept) Forget(now);
    }

    public void Succeeded(string address, string network) => kept.TryRemove(Key(address, network), out _);

    public static Refusal Refusal(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return Vocabulary.Refusal.Because(RefusalKind.Forbidden, "too_many_tries",
            $"尝试次数过多，请在 {seconds} 秒后再试；从其他网络登录不受影响。", $"Too many tries. Wait {seconds} seconds; signing in from another network is not affected.");
    }

    private static (string, string) Key(string address, string network) => (EmailAddress.Key(address.Trim()), network);

    /// <summary>Looked through once in so many failures: what is past its time goes, and under a flood all that made few tries as well.</summary>
    private void Forget(DateTimeOffset now)
    {
        Interlocked.Exchange(ref sinceForgotten, 0);
        var isFlood = kept.Count >= MostKept;
        foreach (var (key, failures) in kept)
        {
            if (now - failures.Last > Limits.GuessesForgottenAfter || (isFlood && failures.Count < Limits.FreeGuesses)) kept.TryRemove(key, out _);
        }
    }
}
