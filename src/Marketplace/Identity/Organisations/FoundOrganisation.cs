using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Organisations;

/// <summary>Somebody signed in founds an organisation and becomes its administrator and first buyer.</summary>
internal sealed class FoundOrganisation(IStore store, IMemberships memberships, MarketClock clock)
{
    public const int LongestName = 200;

    /// <summary>Nobody belongs to more: it bounds what is looked up with every request of theirs.</summary>
    public const int MostOfAPerson = 50;

    /// <returns>The organisation's id.</returns>
    public async Task<Outcome<OrganisationId>> Run(Actor actor, Bilingual name, Func<OrganisationId, Command?>? command = null, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        var fields = new FieldCheck();
        var kept = new Bilingual(fields.Text(name.Zh, "name.zh", LongestName), fields.Text(name.En, "name.en", LongestName));
        if (kept is { Zh: null, En: null } && fields.Problems.Count == 0) fields.Add("required", "name.zh", "请填写中文或英文名称。", "A name in Chinese or English is required.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        if ((await memberships.Of(person.Id, cancel)).Count >= MostOfAPerson)
            return Refusal.Because(RefusalKind.Conflict, "too_many", $"一人最多可属于 {MostOfAPerson} 个机构。", $"Nobody can belong to more than {MostOfAPerson} organisations.");

        var now = clock.Now;
        var id = OrganisationId.New(now);
        var changes = new Changes(
            [StoredAs<Organisation>.Write(id.Value, Organisation.Found(id, kept, person.Id, [Role.Buyer], now), 0), Membership.Of(person.Id, id, now)],
            [new OrganisationFounded(id, person.Id)], now, command?.Invoke(id));
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out var refusal)) return refusal;
        return committed.Repeated is { } before ? OrganisationId.From(before) : id;
    }
}
