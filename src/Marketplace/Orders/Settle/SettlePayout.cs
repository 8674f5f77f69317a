using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Settle;

/// <summary>Where a provider is paid, for its people.</summary>
/// <param name="Wanted">Whether the provider of payments wants an account of it at all.</param>
public sealed record PayoutView(PayoutAccount? Account, bool Wanted);

/// <summary>
/// Where a provider is paid: its administrator, with a second factor and a fresh proof, is sent to the provider of payments, which asks all that it must know
/// on pages of its own. Nothing of that is seen or kept here.
/// </summary>
internal sealed class SettlePayout(IStore store, IPayments payments, IProviders providers, IEnumerable<IGatewayAccounts> gateways, RecentProof proof, MarketClock clock)
{
    public const string CountryField = "country";

    public static string PageOf(ProviderId provider) => PayoutItem.PageOf(provider);

    /// <summary>As it is known here; asked for anew where the provider of payments answers.</summary>
    public async Task<Outcome<PayoutView>> Look(Actor actor, ProviderId provider, FollowAccount? follow = null, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MaySee(provider)) return Refusal.Forbidden();
        var kept = await payments.PayoutAccount(provider.Value, cancel);
        if (kept is not null && follow is not null && gateways.Any())
        {
            try
            {
                if (await follow.Run(kept.Value.Account, cancel)) kept = await payments.PayoutAccount(provider.Value, cancel);
            }
            catch (GatewaySilentException)
            {
                // What was known last is shown, with its date.
            }
        }
        return new PayoutView(kept?.Value, gateways.Any());
    }

    /// <summary>Opens the account where there is none, and a page of the provider of payments to go on with it.</summary>
    /// <param name="country">ISO 3166-1 alpha-2; looked at where there is no account yet.</param>
    /// <returns>Where to send the administrator.</returns>
    public async Task<Outcome<Uri>> Begin(Actor actor, ProviderId provider, string? country, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (Parties.RefusesProvider(actor, provider) is { } no) return no;
        if (!actor.Has(Role.ProviderAdmin) || actor.Strength < Strength.SecondFactor)
            return Refusal.Because(RefusalKind.Forbidden, "second_factor", "须由已启用第二重验证的机构管理员操作。", "Only the provider's administrator may do this, signed in with a second factor.");
        if (proof.Refuses(actor) is { } stale) return stale;
        if (gateways.FirstOrDefault() is not { } gateway)
            return Refusal.Because(RefusalKind.Conflict, "no_account_wanted", "当前支付方式无需收款账户。", "The way payments are made here wants no payout account.");
        try
        {
            if (!(await Account(gateway, provider, country, cancel)).Is(out var account, out var refusal)) return refusal;
            return await gateway.Link(account, PageOf(provider), $"mk1:{provider}:link:{Ulid.NewUlid()}", cancel);
        }
        catch (GatewaySilentException)
        {
            return Refusal.Because(RefusalKind.Conflict, "provider_silent", "支付服务商未受理，请检查国家/地区后稍后再试。", "The payment provider did not take it. Check the country, or try again later.");
        }
    }

    private async Task<Outcome<string>> Account(IGatewayAccounts gateway, ProviderId provider, string? country, CancellationToken cancel)
    {
        if (await payments.PayoutAccount(provider.Value, cancel) is { } kept) return kept.Value.Account;
        var fields = new FieldCheck();
        var code = fields.Required(country, CountryField, 2).ToUpperInvariant();
        if (fields.Problems.Count == 0 && (code.Length != 2 || !code.All(char.IsAsciiLetterUpper))) fields.Add("bad_country", CountryField, "请输入两位国家/地区代码，如 DE。", "Enter a country's two letters, such as DE.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        // The key is the same for all who ask at once: they get the same account, and one of them writes it down.
        var opened = await gateway.Open(provider.Value, code, $"mk1:{provider}:account:{code}", cancel);
        var account = new PayoutAccount { Payee = provider.Value, Account = opened.Account, ReadAt = clock.Now }.With(opened, clock.Now);
        var saved = await store.Commit(new Changes([StoredAs<PayoutAccount>.Write(provider.Value, account, 0)], [new PayoutAccountChanged(provider.Value, account.CanBePaid)], clock.Now), cancel);
        if (saved.Succeeded) return opened.Account;
        return await payments.PayoutAccount(provider.Value, cancel) is { } other ? other.Value.Account : saved.Refusal;
    }
}
