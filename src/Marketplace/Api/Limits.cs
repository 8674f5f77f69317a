namespace Marketplace.Api;

/// <summary>What a rate counts.</summary>
public enum RateOf
{
    /// <summary>Requests of the JSON API.</summary>
    Api,
    /// <summary>Tokens that clients ask the bundled identity server for, give back or ask about.</summary>
    Tokens,
    /// <summary>Forms of accounts: signing in and up, recovering. Each costs a hash or a mail.</summary>
    SignIns,
    /// <summary>All other forms.</summary>
    Forms,
    /// <summary>Tables to keep, which are long.</summary>
    Exports,
    /// <summary>Asking whether a file was delivered here.</summary>
    Checks,
    /// <summary>Pages to read.</summary>
    Pages,
    /// <summary>Messages of the payment provider, which sends them again where it is told to wait.</summary>
    Messages,
}

/// <summary>Whose requests are counted together: a /24 of IPv4 or a /64 of IPv6; somebody signed in; an API client.</summary>
public enum RateBy { Network, Account, Client }

/// <summary>So many requests a minute, all at once where nothing was asked before.</summary>
public sealed record Rate(RateOf Of, RateBy By, int AMinute)
{
    /// <summary>The setting that says another figure; 0 is no limit.</summary>
    public string Setting => $"Limits:{Of}Of{By}";
}

/// <summary>
/// How much, how fast and how often anybody may ask, send or try: every figure stands here, and each has a test that trips it. What is counted is
/// counted by each site process for itself.
/// </summary>
public static class Limits
{
    /// <summary>Whoever is signed in, or brings a token, is counted as such, and as their network where there is no figure for them.</summary>
    public static readonly IReadOnlyList<Rate> Rates =
    [
        new(RateOf.Api, RateBy.Network, 600), new(RateOf.Api, RateBy.Account, 1200), new(RateOf.Api, RateBy.Client, 1200),
        new(RateOf.Tokens, RateBy.Network, 120),
        new(RateOf.SignIns, RateBy.Network, 60),
        new(RateOf.Forms, RateBy.Network, 120), new(RateOf.Forms, RateBy.Account, 120),
        new(RateOf.Exports, RateBy.Network, 30), new(RateOf.Exports, RateBy.Account, 60),
        new(RateOf.Checks, RateBy.Network, 60),
        new(RateOf.Pages, RateBy.Network, 1200), new(RateOf.Pages, RateBy.Account, 600),
        new(RateOf.Messages, RateBy.Network, 3000),
    ];

    // Guesses at passwords and codes, for one address from one network.

    public const int FreeGuesses = 5;
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan GuessesForgottenAfter = TimeSpan.FromHours(1);

    /// <summary>Mails that strangers can have sent to one address.</summary>
    public const int MailsAnHour = 5;

    /// <summary>Reports of a claim, from one person, or from one network where nobody is signed in: enough for whoever means it.</summary>
    public const int ReportsAnHour = 5;

    /// <summary>Messages on one order, from one person or program.</summary>
    public const int MessagesAnHour = 60;

    /// <summary>The largest body that any endpoint may ask for; JSON bodies are held to less.</summary>
    public const long LargestBody = 32 << 20;

    /// <summary>Of the payment provider: several times its largest.</summary>
    public const int LargestMessage = 512 * 1024;

    /// <summary>Room for every filter of a search at once, and the cursor.</summary>
    public const int LongestRequestLine = 16 * 1024;

    public const int LargestHeaders = 32 * 1024;

    /// <summary>Headers are sent in one go; who takes longer holds a connection for nothing.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A bad mobile line does better (bytes per second); at less, the largest body would hold its connection for half a day.</summary>
    public const double SlowestBody = 1024;

    public static readonly TimeSpan GraceForBody = TimeSpan.FromSeconds(5);
}
