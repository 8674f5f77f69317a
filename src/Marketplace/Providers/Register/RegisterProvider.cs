using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Register;

/// <summary>
/// Somebody signed in, or a client, registers a provider, and the organisation they act for speaks for it from then on; one entry of a register has one
/// provider here.
/// </summary>
internal sealed class RegisterProvider(IStore store, IProviders providers, SpeakFor speakFor, MarketClock clock)
{
    /// <summary>Colleagues who register at once meet at their organisation; each round lets one of them through.</summary>
    private const int Attempts = 20;

    public async Task<Outcome<Saved<Provider>>> Run(
        Actor actor, ProviderInput input, Func<Document<Provider>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = ProvidersTelemetry.Source.StartActivity("register provider");
        if (!actor.IsSomebody) return Refusal.Forbidden();

        var now = clock.Now;
        if (!ProviderRules.Register(ProviderId.New(now), input, now).Is(out var provider, out var refusal)) return refusal;

        var document = new Document<Provider>(provider, 1);
        var made = command?.Invoke(document);
        // A repeated command finds its own registration standing; the store answers it with what it came to the first time.
        if (await providers.Registered(provider.Country, provider.RegistrationNumber, cancel) is { } standing
            && (made is null || await store.Command(made.Key, cancel) is null)) return Taken(standing.Value);

        for (var attempt = 1; ; attempt++)
        {
            if (!(await speakFor.Prepare(actor, provider.Id, provider.Name, now, cancel)).Is(out var speaking, out refusal)) return refusal;
            var changes = new Changes(
                [StoredAs<Provider>.Write(provider.Id.Value, provider, 0), Registration.Claim(provider), .. speaking.Writes],
                [new ProviderSaved(provider.Id), .. speaking.Events], now, made);
            if ((await store.Commit(changes, cancel)).Is(out var committed, out refusal))
            {
                ProvidersTelemetry.Saved.Add(1);
                return new Saved<Provider>(document, committed.Repeated);
            }
            if (refusal.Kind != RefusalKind.Stale) return refusal;
            if (await providers.Registered(provider.Country, provider.RegistrationNumber, cancel) is not null) return Taken(provider);
            if (attempt == Attempts) return refusal;
        }
    }

    private static Refusal Taken(Provider provider) => Refusal.Because(RefusalKind.Conflict, "already_registered",
        $"该机构（{provider.RegistrationNumber}）已注册。", $"This organisation ({provider.RegistrationNumber}) is registered already.", "registrationNumber");
}
