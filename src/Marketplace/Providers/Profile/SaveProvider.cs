using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Profile;

/// <summary>A provider changes what it says of itself.</summary>
internal sealed class SaveProvider(IStore store, IProviders providers, MarketClock clock)
{
    /// <param name="readAt">The version the actor saw; the store refuses it when it is no longer the newest.</param>
    public async Task<Outcome<Saved<Provider>>> Run(
        Actor actor, ProviderId id, long readAt, ProviderInput input,
        Func<Document<Provider>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = ProvidersTelemetry.Source.StartActivity("save provider");
        if (await providers.Find(id, cancel) is not { } found) return Refusal.NotFound();
        if (!actor.MayEdit(id)) return actor.NotEditing(id);

        if (!ProviderRules.Save(found.Value, input, clock.Now).Is(out var saved, out var refusal)) return refusal;
        if (readAt < 1) readAt = -1; // 0 would ask the store for a new document
        var document = new Document<Provider>(saved, readAt + 1);
        var changes = new Changes(
            [StoredAs<Provider>.Write(id.Value, saved, readAt)], [new ProviderSaved(id)], saved.SavedAt, command?.Invoke(document));
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        ProvidersTelemetry.Saved.Add(1);
        return new Saved<Provider>(document, committed.Repeated);
    }
}
