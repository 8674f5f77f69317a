using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Wrong passwords in bulk, from one network: a thousand over fifty accounts, with MARKETPLACE_FULL ten thousand over five hundred. Others sign in
/// as before, and nobody learns who has an account.
/// </summary>
public sealed class FloodTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Attackers = 8;
    private const int Measured = 12;
    private const string Wrong = "wrong, wrong and wrong again";

    private static readonly int accounts = LongForms.Wanted ? 500 : 50;
    private static readonly int guesses = LongForms.Wanted ? 10_000 : 1_000;

    private Site site = new() { AtFullCost = true, Parts = FromNetworks.Add };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task They_leave_others_to_sign_in_as_before()
    {
        if (!LongForms.Wanted)
        {
            // The cost of a password is half of what the flood takes: the long form bears it.
            await site.DisposeAsync();
            site = new Site { Parts = FromNetworks.Add };
        }
        var victims = new List<Someone>();
        // Half of the addresses have an account.
        for (var i = 0; i < accounts; i++)
        {
            victims.Add(new Someone(site));
            if (i % 2 == 0) await victims[^1].HasAccount();
        }

        var honest = await Honest(2 * Measured + 1);
        await SignsIn(honest[^1], 99);
        var before = await Times(honest.Take(Measured), 0);

        var told = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();
        var flood = Task.WhenAll(Enumerable.Range(0, Attackers).Select(attacker => Task.Run(() => Guess(victims, attacker, told))));
        await Task.Delay(500);
        var during = await Times(honest.Skip(Measured).Take(Measured), Measured);
        var wasOver = flood.IsCompleted;
        await flood;

        output.WriteLine($"{guesses} wrong passwords over {accounts} addresses in {watch.Elapsed.TotalSeconds:F1} s: {string.Join(", ", told.Select(it => $"{it.Value} {it.Key}"))}");
        output.WriteLine($"Others sign in, median and slowest of {Measured}: before {Said(before)}, meanwhile {Said(during)}");
        Assert.False(wasOver, "The flood was over before it was measured what it does.");
        Assert.Equal(guesses, told.Values.Sum());
        Assert.Equal(["refused", "told to wait"], told.Keys.Order());
        // Half the machine is the flood's, so its work shows; to stand behind it in a queue would take seconds.
        Assert.True(Median(during) < (5 * Median(before)) + TimeSpan.FromSeconds(1), $"before {Said(before)}, meanwhile {Said(during)}");
    }

    [Fact]
    public async Task Whether_there_is_an_account_shows_neither_in_the_answer_nor_in_its_time()
    {
        var (there, nobody) = (new List<Someone>(), new List<Someone>());
        for (var i = 0; i < 15; i++)
        {
            there.Add(new Someone(site));
            await there[^1].HasAccount();
            nobody.Add(new Someone(site));
        }
        foreach (var one in (Someone[])[.. there, .. nobody]) await one.Opens("/account/sign-in");

        var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
        var answers = new HashSet<string>();
        for (var i = 0; i < there.Count; i++)
        {
            foreach (var (who, times) in ((Someone, List<TimeSpan>)[])[(there[i], known), (nobody[i], unknown)])
            {
                var watch = Stopwatch.StartNew();
                await who.Sends(("email", who.Email), ("password", Wrong));
                times.Add(watch.Elapsed);
                answers.Add($"{who.Status} {System.Text.RegularExpressions.Regex.Match(who.Page, "error-summary.*?</div>", System.Text.RegularExpressions.RegexOptions.Singleline).Value}");
            }
        }

        output.WriteLine($"A wrong password, median and slowest of {there.Count}: with an account {Said(known)}, without {Said(unknown)}");
        Assert.Single(answers);
        Assert.InRange(Median(known) / Median(unknown), 0.5, 2.0);
    }

    [Fact]
    public async Task No_address_gets_more_than_five_mails_an_hour_that_strangers_ask_for()
    {
        var (wei, stranger) = (new Someone(site), new Someone(site));
        await wei.HasAccount();
        for (var i = 0; i < 8; i++)
        {
            await stranger.Opens("/account/forgotten");
            await stranger.Sends(("email", i % 2 == 0 ? wei.Email : wei.Email.ToUpperInvariant()));
            Assert.Contains("is on its way", stranger.Page);
        }

        // The ways to have a mail sent are counted together, and the answer stays the same.
        await stranger.Opens("/account/sign-up");
        await stranger.Sends(("name", "Stranger"), ("email", wei.Email), ("password", Someone.Password));
        Assert.Contains("We have written to", stranger.Page);
        Assert.Equal(5, (await wei.Mail(5)).Count);
        await Task.Delay(500);
        Assert.Equal(5, (await wei.Mail(5)).Count);
    }

    private async Task Guess(IReadOnlyList<Someone> victims, int attacker, ConcurrentDictionary<string, int> told)
    {
        var browser = new Someone(site);
        browser.Browser.DefaultRequestHeaders.Add(FromNetworks.Header, "203.0.113.66");
        await browser.Opens("/account/sign-in");
        for (var i = attacker; i < guesses; i += Attackers)
        {
            await browser.Sends(("email", victims[i % victims.Count].Email), ("password", Wrong));
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            told.AddOrUpdate(browser.Page.Contains("Too many tries", StringComparison.Ordinal) ? "told to wait" : browser.Page.Contains("is not right", StringComparison.Ordinal) ? "refused" : "otherwise", 1, (_, count) => count + 1);
        }
    }

    private async Task<IReadOnlyList<Someone>> Honest(int how)
    {
        var all = new List<Someone>();
        for (var i = 0; i < how; i++)
        {
            all.Add(new Someone(site));
            await all[^1].HasAccount();
        }
        return all;
    }

    private static async Task<IReadOnlyList<TimeSpan>> Times(IEnumerable<Someone> people, int first)
    {
        var times = new List<TimeSpan>();
        foreach (var (i, one) in people.Index()) times.Add(await SignsIn(one, first + i));
        return times;
    }

    private static async Task<TimeSpan> SignsIn(Someone who, int number)
    {
        who.Browser.DefaultRequestHeaders.Add(FromNetworks.Header, $"198.51.100.{number}");
        await who.Opens("/account/sign-in?return=/classes");
        var watch = Stopwatch.StartNew();
        await who.Sends(("email", who.Email), ("password", Someone.Password));
        Assert.Equal("/classes", who.At);
        return watch.Elapsed;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(times.Count() / 2);

    private static string Said(IReadOnlyList<TimeSpan> times) => $"{Median(times).TotalMilliseconds:F0} and {times.Max().TotalMilliseconds:F0} ms";
}
