using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Identity;

/// <summary>A client of a foreign authority, and for whom it acts here.</summary>
/// <param name="Id">Its <c>client_id</c> at the authority.</param>
/// <param name="Scopes">What it may do at most; its token must say so too.</param>
public sealed record MappedClient(string Id, OrganisationId Organisation, IReadOnlyList<string> Scopes);

/// <summary>
/// Setting <c>Authentication:Api:Clients</c>: where a foreign authority vouches for API clients, which of them acts for which organisation. The operator
/// says so, and not the organisation: else anybody could claim another's client.
/// </summary>
/// <param name="Authority">The authority; null where the bundled server is used, and nothing is mapped.</param>
public sealed record MappedClients(string? Authority, IReadOnlyList<MappedClient> All)
{
    private const string Setting = "Authentication:Api:Clients";

    public MappedClient? Find(string id) => All.FirstOrDefault(it => it.Id == id);

    public IEnumerable<MappedClient> Of(OrganisationId organisation) => All.Where(it => it.Organisation == organisation);

    public static MappedClients Read(IConfiguration configuration)
    {
        if (configuration["Authentication:Authority"] is not { Length: > 0 } authority) return new MappedClients(null, []);
        return new MappedClients(authority, [.. configuration.GetSection(Setting).GetChildren().Select(Read)]);
    }

    private static MappedClient Read(IConfigurationSection section)
    {
        if (section["Id"] is not { Length: > 0 } id) throw new SettingException($"{section.Path}:Id must say under which client_id the authority knows the client.");
        if (!OrganisationId.TryParse(section["Organisation"], null, out var organisation))
            throw new SettingException($"{section.Path}:Organisation is \"{section["Organisation"]}\"; it must be the id of an organisation, such as {OrganisationId.Prefix}01JDFQ3Z8V6R4M2K7T9N5C1B0A.");
        return new MappedClient(id, organisation, (section["Scopes"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
