using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Settle;

/// <summary>
/// A provider says into which bank account it is paid. Whoever could change it unseen would be paid in its place, so it wants a second factor and a
/// proof of who they are that is minutes old, of a person and never of a program.
/// </summary>
internal sealed class SettleAccount(IStore store, ITransfers transfers, IProviders providers, RecentProof proof, MarketClock clock)
{
    /// <param name="readAt">0 where nothing was settled yet.</param>
    public async Task<Outcome<BankAccount>> Run(
        Actor actor, ProviderId provider, long readAt, string? holder, string? bank, string? number, string? code, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (Parties.RefusesProvider(actor, provider) is { } no) return no;
        if (actor.Person is null) return Refusal.Forbidden();
        if (actor.Strength < Strength.SecondFactor)
            return Refusal.Because(RefusalKind.Forbidden, "second_factor_required", "修改收款账户须使用双重验证登录。", "The bank account is changed by whoever signed in with a second factor.");
        if (proof.Refuses(actor) is { } stale) return stale;
        var fields = new FieldCheck();
        var account = BankAccount.Read(fields, holder, bank, number, code);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var kept = new PayeeAccount(account, clock.Now, actor.Id);
        var saved = await store.Commit(new Changes([StoredAs<PayeeAccount>.Write(provider.Value, kept, readAt)], [new PayeeAccountSaved(provider)], clock.Now), cancel);
        return saved.Is(out _, out var refusal) ? account : refusal;
    }

    /// <summary>What is stated, for the provider's own people.</summary>
    public async Task<Outcome<Document<PayeeAccount>?>> Look(Actor actor, ProviderId provider, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        return actor.Person is not null && actor.MaySee(provider) ? await transfers.Account(provider.Value, cancel) : Refusal.Forbidden();
    }
}
