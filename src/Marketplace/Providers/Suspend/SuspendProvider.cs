using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Suspend;

/// <summary>An operator suspends a provider, with a reason that its people read, and restores it; both are in the record.</summary>
internal sealed class SuspendProvider(IStore store, IProviders providers, MarketClock clock)
{
    public const int LongestText = 2000;

    /// <param name="readAt">The version the actor saw; the store refuses it when it is no longer the newest.</param>
    /// <param name="reason">The reason's code, as <see cref="SuspensionReason"/> names it.</param>
    public async Task<Outcome<Saved<Provider>>> Run(
        Actor actor, ProviderId id, long readAt, string? reason, string? text, Func<Document<Provider>, Command?>? command = null, CancellationToken cancel = default)
    {
        if (!(await Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var fields = new FieldCheck();
        var said = fields.Required(text, "text", LongestText, multiline: true);
        if (!Enum.GetNames<SuspensionReason>().Contains(reason)) fields.Add("required", "reason", "请选择原因。", "Choose a reason.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var code = Enum.Parse<SuspensionReason>(reason!);
        if (!found.Suspend(code, said, actor.Id, clock.Now).Is(out var suspended, out refusal)) return await Unless(command, refusal, found, cancel);
        return await Commit(suspended, readAt, new ProviderSuspended(id, code, said), command, cancel);
    }

    public async Task<Outcome<Saved<Provider>>> Restore(
        Actor actor, ProviderId id, long readAt, string? text, Func<Document<Provider>, Command?>? command = null, CancellationToken cancel = default)
    {
        if (!(await Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var fields = new FieldCheck();
        var said = fields.Required(text, "text", LongestText, multiline: true);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        if (!found.Restore(clock.Now).Is(out var restored, out refusal)) return await Unless(command, refusal, found, cancel);
        return await Commit(restored, readAt, new ProviderRestored(id, said), command, cancel);
    }

    private async Task<Outcome<Provider>> Open(Actor actor, ProviderId id, CancellationToken cancel) =>
        await providers.Find(id, cancel) is not { } found ? Refusal.NotFound() : actor.IsOperator ? found.Value : Refusal.Forbidden();

    /// <summary>A form that is sent twice finds done what it asks for; that is no refusal but its first answer.</summary>
    private async Task<Outcome<Saved<Provider>>> Unless(Func<Document<Provider>, Command?>? command, Refusal refusal, Provider stands, CancellationToken cancel)
    {
        var document = new Document<Provider>(stands, 0);
        return command?.Invoke(document) is { } asked && await store.Command(asked.Key, cancel) is { } done ? new Saved<Provider>(document, done.Answer) : refusal;
    }

    private async Task<Outcome<Saved<Provider>>> Commit(
        Provider changed, long readAt, MarketEvent happened, Func<Document<Provider>, Command?>? command, CancellationToken cancel)
    {
        using var activity = ProvidersTelemetry.Source.StartActivity(happened.GetType().Name);
        if (readAt < 1) readAt = -1; // 0 would ask the store for a new document
        var document = new Document<Provider>(changed, readAt + 1);
        var changes = new Changes([StoredAs<Provider>.Write(changed.Id.Value, changed, readAt)], [happened], changed.SavedAt, command?.Invoke(document));
        return (await store.Commit(changes, cancel)).Is(out var committed, out var refusal) ? new Saved<Provider>(document, committed.Repeated) : refusal;
    }
}
