using System.Security.Cryptography;
using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.ActAs;

/// <summary>What a demo person is there to show.</summary>
internal enum DemoRole { Buyer, Provider, Procurement, Operator, Auditor, Arbiter }

/// <summary>Somebody a visitor of a demo site may act as, with the organisation they administer.</summary>
/// <param name="Provider">The firm their organisation speaks for.</param>
internal sealed record DemoPerson(string Id, Bilingual Name, DemoRole Role, Bilingual Organisation, ProviderId? Provider = null)
{
    public Person Person => new(Id, Name, $"{Id}@example.com");

    /// <summary>Always the same for the same person.</summary>
    public OrganisationId OrganisationId { get; } =
        OrganisationId.From(OrganisationId.Prefix + new Ulid(SHA256.HashData(Encoding.UTF8.GetBytes($"demo:{Id}")).AsSpan(0, 16)));

    public IReadOnlyList<Role> Roles => Role switch
    {
        DemoRole.Buyer => [Identity.Role.Buyer],
        DemoRole.Provider => [Identity.Role.ProviderAdmin],
        DemoRole.Procurement => [Identity.Role.Buyer, Identity.Role.ProcurementOfficer],
        _ => [],
    };

    public IReadOnlyList<PlatformRole> Platform => Role switch
    {
        DemoRole.Operator => [PlatformRole.Operator],
        DemoRole.Auditor => [PlatformRole.Auditor],
        DemoRole.Arbiter => [PlatformRole.Arbiter],
        _ => [],
    };
}
