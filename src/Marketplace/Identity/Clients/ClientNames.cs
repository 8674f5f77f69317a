using Marketplace.Vocabulary;

namespace Marketplace.Identity.Clients;

/// <summary>Names clients where what was done is shown with who did it.</summary>
internal sealed class ClientNames(IApiClients clients) : IKnowPeople
{
    public async ValueTask<Person?> Find(string id, CancellationToken cancel = default) =>
        ApiClientId.TryParse(id, null, out var client) && await clients.Find(client, cancel) is { } found ? new Person(id, Bilingual.Same(found.Value.Name)) : null;
}
