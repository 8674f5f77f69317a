using System.Text.Json.Nodes;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>Payees' accounts, and where people find the fake's pages.</summary>
public sealed partial class StripeFake
{
    /// <summary>Where its pages are; null for Stripe's own addresses, at which nobody of a test's is.</summary>
    public Uri? Pages { get; set; }

    /// <summary>An account of a payee's, able to be paid.</summary>
    public FakeAccount Open(string id, string country = "DE") => Accounts[id] = new FakeAccount { Id = id, Country = country, Created = Now, Transfers = "active" };

    /// <summary>The payee says all that was asked, and can be paid.</summary>
    public void Finish(string account) => Locked(() =>
    {
        var it = Accounts[account];
        it.Due.Clear();
        (it.Transfers, it.Disabled) = ("active", null);
        Tellings.Happened("account.updated", it.Show(), it.Id);
    });

    /// <summary>Something of the payee's wants looking at, and until then it cannot be paid.</summary>
    public void Restrict(string account, string due) => Locked(() =>
    {
        var it = Accounts[account];
        it.Due.Add(due);
        (it.Transfers, it.Disabled) = ("inactive", "requirements.past_due");
        Tellings.Happened("account.updated", it.Show(), it.Id);
    });

    /// <summary>Looks at it while nothing happens.</summary>
    public T Look<T>(Func<StripeFake, T> look)
    {
        lock (busy) return look(this);
    }

    private string At(string itself) => Pages?.ToString().TrimEnd('/') ?? itself;

    private FakeAnswer NewAccount(FakeRequest asked)
    {
        var account = new FakeAccount { Id = Number("acct_new"), Country = asked["country"] ?? "", Created = Now, Metadata = asked.Below("metadata"), Due = ["external_account", "tos_acceptance.date"], Disabled = "requirements.past_due" };
        Accounts[account.Id] = account;
        return Ok(account.Show());
    }

    private FakeAnswer NewLink(FakeRequest asked)
    {
        if (!Accounts.TryGetValue(asked["account"] ?? "", out var account)) return Missing("account", 404);
        account.Return = asked["return_url"];
        return Ok(new JsonObject { ["object"] = "account_link", ["created"] = Now, ["expires_at"] = Now + 300, ["url"] = $"{At("https://connect.stripe.com")}/setup/e/{account.Id}/1" });
    }
}
