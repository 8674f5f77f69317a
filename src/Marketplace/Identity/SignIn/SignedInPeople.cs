namespace Marketplace.Identity.SignIn;

/// <summary>Knows everybody who ever signed in.</summary>
public sealed class SignedInPeople(IPersonRecords people) : IKnowPeople
{
    public async ValueTask<Person?> Find(string id, CancellationToken cancel = default) =>
        PersonId.TryParse(id, null, out var person) && await people.Find(person, cancel) is { } found ? found.Value.AsPerson(person) : null;
}
