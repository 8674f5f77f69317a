using Marketplace.Identity.SignIn;
using Marketplace.Storage;

namespace Marketplace.Identity.Staff;

/// <summary>Somebody who holds roles on the platform.</summary>
public sealed record StaffMember(string Person, IReadOnlyList<PlatformRole> Roles);

/// <summary>
/// Everybody who holds a role on the platform, in one document: so that they can be listed, and so that of two operators who remove each other at
/// once one stays. What somebody may do, their <see cref="PersonRecord"/> says, which is written in the same commit.
/// </summary>
[StoredAs("staff")]
public sealed record PlatformStaff(IReadOnlyList<StaffMember> Members)
{
    /// <summary>There is one.</summary>
    public const string Id = "staff";

    public bool HasOperator => Members.Any(it => it.Roles.Contains(PlatformRole.Operator));

    /// <summary>With these roles, or without the person where there are none.</summary>
    public PlatformStaff With(string person, IReadOnlyList<PlatformRole> roles) =>
        new([.. Members.Where(it => it.Person != person), .. roles.Count == 0 ? Array.Empty<StaffMember>() : [new StaffMember(person, roles)]]);

    /// <summary>As it stands; where it was never written, the founding says who is in it.</summary>
    public static async Task<Document<PlatformStaff>> Of(IPersonRecords people, CancellationToken cancel)
    {
        if (await people.Staff(cancel) is { } kept) return kept;
        return new Document<PlatformStaff>(
            await people.Founding(cancel) is { } founding ? new PlatformStaff([new StaffMember(founding.Operator.Value, [PlatformRole.Operator])]) : new PlatformStaff([]), 0);
    }
}

/// <summary>An operator appointed somebody on the platform, or took roles from them.</summary>
public sealed record PlatformRolesChanged(PersonId Person, IReadOnlyList<PlatformRole> Before, IReadOnlyList<PlatformRole> After) : MarketEvent
{
    public override string Subject => Person.Value;
}

/// <summary>An operator ended every session of somebody.</summary>
public sealed record PersonSignedOutByOperator(PersonId Person) : MarketEvent
{
    public override string Subject => Person.Value;
}
