using Marketplace.Identity.Staff;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.SignIn;

/// <summary>What an issuer says of somebody who has just signed in.</summary>
public sealed record SignInClaims(string Issuer, string Subject, string? Name, string? Email, bool EmailVerified, string? Language);

/// <summary>Writes down who signed in, where it is news; refuses whoever is suspended.</summary>
public sealed class TakeSignIn(IStore store, IPersonRecords people, FirstRun firstRun, MarketClock clock)
{
    private const int LongestName = 120;
    private const int Attempts = 3;

    /// <param name="key">The key of the one-time link, where the person came by it.</param>
    public async Task<Outcome<PersonId>> Run(SignInClaims said, string? key = null, CancellationToken cancel = default)
    {
        var id = PersonId.Of(said.Issuer, said.Subject);
        for (var attempt = 1; ; attempt++)
        {
            var before = await people.Find(id, cancel);
            if (before is { Value.MayAct: false }) return Suspended();
            var appoints = before is not { Value.IsOperator: true } && await firstRun.Opens(key, cancel);
            var now = Read(said, before?.Value) with { IsOperator = appoints || before is { Value.IsOperator: true } };
            if (before?.Value == now) return id;

            var saved = await store.Commit(Change(id, before, now, appoints), cancel);
            if (saved.Succeeded) return id;
            // Two sign-ins of one person, or two by the one-time link, met: look again.
            if (saved.Refusal.Kind != RefusalKind.Stale || attempt == Attempts) return saved.Refusal;
        }
    }

    private Changes Change(PersonId id, Document<PersonRecord>? before, PersonRecord now, bool appoints)
    {
        List<Write> writes = [StoredAs<PersonRecord>.Write(id.Value, now, before?.Version ?? 0)];
        List<MarketEvent> events = [];
        if (before is null) events.Add(new PersonJoined(id));
        if (appoints)
        {
            writes.Add(StoredAs<Founding>.Write(Founding.Id, new Founding(id, clock.Now), 0));
            writes.Add(StoredAs<PlatformStaff>.Write(PlatformStaff.Id, new PlatformStaff([new StaffMember(id.Value, now.Platform)]), 0));
            events.Add(new OperatorAppointed(id));
        }
        return new Changes(writes, events, clock.Now);
    }

    private PersonRecord Read(SignInClaims said, PersonRecord? before)
    {
        var email = said.EmailVerified && EmailAddress.Read(said.Email, "email").Is(out var address, out _) ? address : null;
        var name = Clean(said.Name) ?? (email is null ? null : Clean(email[..email.IndexOf('@')])) ?? before?.Name ?? "?";
        var language = said.Language is { } tag && tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh" : "en";
        return new PersonRecord(name, email, language, said.Issuer, said.Subject, before?.FirstSeen ?? clock.Now, SuspendedAt: before?.SuspendedAt, ErasedAt: before?.ErasedAt, Appointed: before?.Appointed);
    }

    private static string? Clean(string? text) =>
        text is not null && CleanText.Check(text, "name", LongestName) is null && CleanText.Normalise(text) is { Length: > 0 } clean ? clean : null;

    private static Refusal Suspended() => Refusal.Because(RefusalKind.Forbidden, "suspended", "此账户已被暂停使用。", "This account is suspended.");
}
