using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Register;

/// <summary>A signed-in person registers an organisation; one entry of a register has one provider here.</summary>
internal sealed class RegisterProvider(IStore store, IProviders providers, MarketClock clock)
{
    public async Task<Outcome<Saved<Provider>>> Run(
        Actor actor, ProviderInput input, Func<Document<Provider>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = ProvidersTelemetry.Source.StartActivity("register provider");
        if (actor.Person is null) return Refusal.Forbidden();

        var now = clock.Now;
        if (!ProviderRules.Register(ProviderId.New(now), input, now).Is(out var provider, out var refusal)) return refusal;

        var document = new Document<Provider>(provider, 1);
        var made = command?.Invoke(document);
        // A repeated command finds its own registration standing; the store answers it with what it came to the first time.
        var repeats = made is not null && await store.Command(made.Key, cancel) is not null;
        if (!repeats && await providers.Registered(provider.Country, provider.RegistrationNumber, cancel) is { } standing) return Taken(standing.Value);

        var changes = new Changes(
            [StoredAs<Provider>.Write(provider.Id.Value, provider, 0), Registration.Claim(provider)],
            [new ProviderSaved(provider.Id)], now, made);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal))
            return refusal.Kind == RefusalKind.Stale ? Taken(provider) : refusal;
        ProvidersTelemetry.Saved.Add(1);
        return new Saved<Provider>(document, committed.Repeated);
    }

    private static Refusal Taken(Provider provider) => Refusal.Because(RefusalKind.Conflict, "already_registered",
        $"该机构（{provider.RegistrationNumber}）已注册。", $"This organisation ({provider.RegistrationNumber}) is registered already.", "registrationNumber");
}
