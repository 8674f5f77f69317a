using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Forget;

/// <summary>Somebody had their account erased, and is nobody here from now on.</summary>
public sealed record PersonErased(PersonId Person) : MarketEvent
{
    public override string Subject => Person.Value;
}

/// <summary>
/// The market forgets a person whose account is being erased: their name and address, their roles and their place in every organisation, all at
/// once. Their id stays where something was done by it, for the record and what others rely on must not change; it leads to nobody any more.
/// </summary>
public sealed class ForgetPerson(IStore store, IPersonRecords people, IMemberships memberships, IOrganisations organisations, MarketClock clock)
{
    private const int Attempts = 5;

    /// <summary>The organisations that they must hand over first: nobody else administers them, and others belong to them or they speak for a provider.</summary>
    public async Task<IReadOnlyList<Organisation>> Holds(PersonId person, CancellationToken cancel = default) =>
        [.. (await Of(person, cancel)).Select(it => it.Value).Where(it => IsHeld(it, person))];

    /// <summary>To forget again changes nothing.</summary>
    public async Task<Outcome<PersonId>> Run(PersonId person, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var belongs = await Of(person, cancel);
            if (belongs.Any(it => IsHeld(it.Value, person))) return MustHandOver();
            var record = await people.Find(person, cancel);
            List<Write> writes = [.. belongs.Select(it => StoredAs<Organisation>.Write(it.Value.Id.Value, it.Value.Without(person.Value, clock.Now), it.Version))];
            List<MarketEvent> events = [.. belongs.Select(it => new MemberLeft(it.Value.Id, person.Value))];
            if (record is { Value: { ErasedAt: null, Platform.Count: > 0 } })
            {
                var staff = await PlatformStaff.Of(people, cancel);
                var without = staff.Value.With(person.Value, []);
                if (!without.HasOperator) return AppointStaff.LastOperator();
                writes.Add(StoredAs<PlatformStaff>.Write(PlatformStaff.Id, without, staff.Version));
            }

            if (record is { Value.ErasedAt: null })
            {
                writes.Add(StoredAs<PersonRecord>.Write(person.Value, record.Value.Erased(clock.Now), record.Version));
                events.Add(new PersonErased(person));
            }

            if (writes.Count == 0) return person;
            var saved = await store.Commit(new Changes(writes, events, clock.Now), cancel);
            if (saved.Succeeded) return person;
            if (saved.Refusal.Kind != RefusalKind.Stale || attempt == Attempts) return saved.Refusal;
        }
    }

    private async Task<IReadOnlyList<Document<Organisation>>> Of(PersonId person, CancellationToken cancel) =>
        await memberships.Of(person.Value, cancel) is { Count: > 0 } pointed
            ? [.. (await organisations.Find(pointed, cancel)).Where(it => it.Value.MemberNamed(person.Value) is not null)] : [];

    private static bool IsHeld(Organisation organisation, PersonId person)
    {
        var without = organisation.Without(person.Value, organisation.SavedAt);
        return !without.HasAdmin && (without.Members.Count > 0 || organisation.Providers.Count > 0);
    }

    private static Refusal MustHandOver() => Refusal.Because(RefusalKind.Conflict, "last_admin",
        "您是机构的唯一管理员，请先指定另一名管理员。", "You are the only administrator of an organisation: make somebody else one first.");
}
