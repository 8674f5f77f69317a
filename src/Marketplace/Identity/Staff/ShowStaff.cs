using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Staff;

/// <summary>Somebody who holds a role on the platform, or may be given one.</summary>
public sealed record StaffView(PersonId Id, Document<PersonRecord> Record)
{
    public Person Person => Record.Value.AsPerson(Id);

    /// <summary>Their confirmed address, by which operators tell people of one name apart.</summary>
    public string? Email => Record.Value.Email;
}

/// <summary>Shows operators who holds a role on the platform, and finds them somebody to appoint.</summary>
internal sealed class ShowStaff(IPersonRecords people)
{
    public async Task<Outcome<IReadOnlyList<StaffView>>> Run(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        var shown = new List<StaffView>();
        foreach (var member in (await PlatformStaff.Of(people, cancel)).Value.Members)
            if (PersonId.TryParse(member.Person, null, out var id) && await people.Find(id, cancel) is { } found) shown.Add(new StaffView(id, found));
        return shown;
    }

    /// <summary>Those with this confirmed address; several where people of another issuer had it before.</summary>
    public async Task<Outcome<IReadOnlyList<StaffView>>> Find(Actor actor, string? email, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (!EmailAddress.Read(email, "email").Is(out var address, out var refusal)) return refusal;
        // As it was typed, and as most people have it.
        var found = await people.WithEmail(address, cancel);
        if (found.Count == 0) found = await people.WithEmail(EmailAddress.Key(address), cancel);
        return found.Select(it => new StaffView(PersonId.Of(it.Value.Issuer, it.Value.Subject), it)).ToList();
    }

    public async Task<Outcome<StaffView>> One(Actor actor, PersonId id, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        return await people.Find(id, cancel) is { Value.ErasedAt: null } found ? new StaffView(id, found) : Refusal.NotFound();
    }
}
