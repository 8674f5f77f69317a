namespace Marketplace.Identity.SignIn;

/// <summary>
/// The clock by which sign-ins begin and end: real time, also where a development site sets the market's clock to another year, for nobody
/// should be signed out by looking at one. To the millisecond.
/// </summary>
public sealed class SignInClock(TimeProvider time)
{
    public TimeProvider Time => time;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
